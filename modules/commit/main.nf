include { quoted ; resultOf } from '../parameters'

/**
 * Brings a delta to where it is wanted. Runs again with every run and is harmless twice, so that a result that was taken
 * away comes back. What it refuses stands in its answer, which is empty when all is well.
 */
process COMMIT {
    tag "${id}"
    cache false

    input:
    tuple val(id), val(roi), path(delta)
    val asked

    output:
    tuple val(id), path('refused')

    script:
    def overwrite = asked.overwrite ? '--overwrite' : ''
    """
    roi=${quoted(roi)}
    result=${quoted(resultOf(asked, id, roi))}
    roimill() { ${asked.roimill} "\$@" >&2; }

    replace() {
        rm -rf "\$result.new" "\$result.old"
        roimill commit "\$roi" ${delta} --to "\$result.new" && mv "\$result" "\$result.old" &&
            mv "\$result.new" "\$result" && rm -rf "\$result.old"
    }
    new() {
        if [ ! -e "\$result" ]; then
            roimill commit "\$roi" ${delta} --to "\$result"
        elif [ -n "${overwrite}" ]; then
            roimill commit "\$result" ${delta} || replace
        else
            roimill commit "\$result" ${delta}
        fi
    }
    in_place() {
        roimill commit "\$roi" ${delta} ${overwrite}
    }
    delta() {
        [ -e "\$result" ] && cmp -s ${delta} "\$result" && return
        [ ! -e "\$result" ] || [ -n "${overwrite}" ] || { echo "\$result is there and differs" >&2; return 73; }
        cp ${delta} "\$result.new" && mv "\$result.new" "\$result"
    }

    mkdir -p ${quoted(asked.outdir)}
    status=0
    ${asked.commit.replace('-', '_')} 2> refused || status=\$?
    cat refused >&2
    case \$status in
        0) : > refused ;;
        75 | 104 | 134 | 13[789] | 14[0123]) exit \$status ;;
        *)
            [ -s refused ] || echo "exit status \$status" > refused
            tail -n 2 refused > last
            mv last refused
            ;;
    esac
    """

    stub:
    """
    touch refused
    """
}
