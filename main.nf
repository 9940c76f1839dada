#!/usr/bin/env nextflow

include { checked ; help } from './modules/parameters'
include { PLAN } from './modules/plan'
include { MILL } from './modules/mill'
include { COMMIT } from './modules/commit'
include { collected } from './modules/collect'

workflow {
    def schema = "${projectDir}/nextflow_schema.json"
    if (params.help) {
        println(help(schema))
        return
    }
    def asked = checked(params, schema)

    PLAN(asked)
    planned = PLAN.out.flatMap { json, refused ->
        if (refused.size() > 0) {
            error(refused.text.trim() - 'roimill: ')
        }
        def plan = new groovy.json.JsonSlurper().parse(json.toFile())
        plan.chain?.warnings.each { warning -> log.warn(warning) }
        plan.rois
    }
    sound = planned.filter { roi -> !roi.problems }

    // Where the results go is no reason to mill again.
    MILL(sound.map { roi -> [roi.id, roi.path, roi.fingerprint] }, asked.subMap(['roimill', 'chain', 'sheet', 'options']))
    COMMIT(MILL.out.delta, asked)

    // Two tasks may end without an answer, a MILL that broke down and a COMMIT; their ROIs are in the plan.
    answers = MILL.out.delta.join(COMMIT.out, remainder: true).map { id, _roi, _delta, refused -> [id, refused] }
    planned
        .toList()
        .concat(MILL.out.record.toList(), answers.toList())
        .toList()
        .subscribe { found ->
            def failed = collected(found[0], found[1], found[2], asked)
            if (failed) {
                error("${failed.size()} of ${found[0].size()} ROIs failed; ${asked.outdir}/outcomes.csv says why")
            }
        }
}
