include { resultOf } from '../parameters'

/**
 * Writes OUTDIR/outcomes.csv, a row for each ROI of the plan, and gives the ids of those that failed. A ROI that the plan
 * rejects and one whose task broke down without a record have their row like any other.
 */
def collected(List planned, List records, List answers, Map asked) {
    if (!planned) {
        return []
    }
    def record = records.collectEntries { id, json -> [id, new groovy.json.JsonSlurper().parse(json.toFile()).rois[0]] }
    def refused = answers.collectEntries { id, answer -> [id, answer ? answer.text.trim() - 'roimill: ' : brokeDown()] }
    def rows = planned.collect { roi ->
        def result = refused.containsKey(roi.id) ? resultOf(asked, roi.id, roi.path) : record[roi.id]?.skipped ? roi.path : ''
        def row = record[roi.id] ?: failed('', roi.problems ? roi.problems.join('\n') : brokeDown())
        row + [id: roi.id, path: roi.path, result: result] + (refused[roi.id] ? failed('commit', refused[roi.id]) : [:])
    }
    def columns = ['id', 'path', 'outcome', 'step', 'message', 'exit_code', 'elapsed', 'result']
    def table = file("${asked.outdir}/outcomes.csv")
    table.parent.mkdirs()
    table.text = ([columns] + rows.collect { row -> columns.collect { name -> cell(row[name]) } })
        .collect { cells -> cells.join(',') + '\n' }.join('')

    def counts = rows.countBy { row -> row.outcome }
    println("${rows.size()} ROIs: ${counts.collect { outcome, n -> "${n} ${outcome}" }.join(', ')} (${table})")
    def fallen = rows.findAll { row -> row.outcome == 'failed' }
    fallen.each { row -> println("  ${row.id}: ${row.message.toString().readLines().first()}") }
    return fallen.collect { row -> row.id }
}

def failed(String step, String message) {
    return [outcome: 'failed', step: step, message: message, result: '']
}

def brokeDown() {
    return 'its task broke down and left no record; the log of the run names its folder'
}

def cell(Object value) {
    // One line a row: a line break within quotes is more than many readers of CSV can bear.
    def text = value == null ? '' : value.toString().readLines().join(' ')
    return text =~ /[",]/ ? '"' + text.replace('"', '""') + '"' : text
}
