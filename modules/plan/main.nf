include { quoted } from '../parameters'

/**
 * Checks the chain against every ROI before a pixel is touched, and takes the fingerprints by which results are kept.
 * Where there can be no plan, `refused` says why; otherwise it is empty.
 */
process PLAN {
    cache false
    executor 'local'

    input:
    val asked

    output:
    tuple path('plan.json'), path('refused')

    script:
    // New stores of an earlier run are looked at too: what may not replace them is not milled.
    def out = asked.commit == 'new' ? "--out ${quoted(asked.outdir)}" : ''
    def overwrite = asked.overwrite ? '--overwrite' : ''
    """
    status=0
    ${asked.roimill} check ${quoted(asked.chain)} --rois ${quoted(asked.rois)} ${asked.options} ${out} ${overwrite} --json \\
        > plan.json 2> refused || status=\$?
    cat refused >&2
    case \$status in
        0 | 2 | 10 | 65 | 73) [ ! -s plan.json ] || : > refused ;;
        *) exit \$status ;;
    esac
    """

    stub:
    """
    echo '{"rois": [{"id": "stub", "path": "stub.zarr", "fingerprint": "0", "problems": []}]}' > plan.json
    touch refused
    """
}
