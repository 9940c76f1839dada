include { quoted } from '../parameters'

/**
 * Runs the chain on one ROI, which it only reads: what comes out is a delta. That a ROI fails is no failure of the
 * task but stands in its record. The ROI is a path that is not staged; its fingerprint says whether it has changed.
 */
process MILL {
    tag "${id}"
    // By the environment, so that other resources are no reason to run again.
    beforeScript { "export MILL_CPUS=${task.cpus} MILL_MEMORY=${task.memory.toMega()}M MILL_MORE='${task.ext.more ?: ''}'" }

    input:
    tuple val(id), val(roi), val(fingerprint)
    val asked

    output:
    tuple val(id), path('report/run.json'), emit: record
    tuple val(id), val(roi), path('roi.delta.zip'), emit: delta, optional: true

    script:
    // A sheet says more of a ROI than its path; a folder or a pattern does not, and may grow without a change to this ROI.
    def which = asked.sheet ? "--rois ${quoted(asked.sheet)} --only ${quoted(id)}" : quoted(roi)
    """
    ${asked.roimill} run ${quoted(asked.chain)} ${which} ${asked.options} \\
        --delta roi.delta.zip --outcomes-as-data --report report \\
        --cpus "\$MILL_CPUS" --memory "\$MILL_MEMORY" \$MILL_MORE
    """

    stub:
    """
    mkdir report
    echo '{"rois": [{"id": "${id}", "outcome": "ok"}]}' > report/run.json
    touch roi.delta.zip
    """
}
