/** The parameters as the processes want them. Whatever is wrong with them ends the run in one line. */
def checked(Map given, String schemaFile) {
    def schema = new groovy.json.JsonSlurper().parse(new File(schemaFile))
    given.keySet().each { name -> checkName(name.toString(), schema.properties.keySet()) }
    schema.required.each { name ->
        if (!given[name] || given[name] == true) {
            error("--${name} is missing: ${schema.properties[name].description}")
        }
    }
    schema.properties.each { name, property ->
        def allowed = property['enum']
        if (allowed && !allowed.contains(given[name])) {
            error("--${name} ${given[name]} is not known: write one of ${allowed.join(', ')}")
        }
    }
    def chain = file(given.chain.toString())
    if (!chain.isFile()) {
        error("there is no chain ${chain}: check --chain")
    }
    if (given.roimill.toString().contains('/') && !file(given.roimill.toString()).exists()) {
        error("there is no program ${given.roimill}: check --roimill")
    }
    def options = settings(given.set).collect { setting -> ['--set', setting] }.flatten()
    if (given.plugins) {
        options += ['--plugins', absolute(given.plugins)]
    }
    def rois = absolute(given.rois)
    return [
        rois: rois,
        sheet: new File(rois).isFile() ? rois : '',
        chain: absolute(given.chain),
        outdir: absolute(given.outdir),
        commit: given.commit,
        overwrite: given.overwrite.toString() == 'true',
        options: options.collect { option -> quoted(option) }.join(' '),
        roimill: quoted(given.roimill),
    ]
}

def help(String schemaFile) {
    def schema = new groovy.json.JsonSlurper().parse(new File(schemaFile))
    def lines = schema.properties.collect { name, property ->
        def value = property.default ? " [${property.default}]" : ''
        "  --${name.padRight(10)} ${property.description}${value}"
    }
    return (["${schema.description}", "usage: nextflow run main.nf --rois ROIS --chain CHAIN --outdir FOLDER", ''] + lines).join('\n')
}

/** Where the results of a ROI end up. */
def resultOf(Map asked, String id, String roi) {
    return asked.commit == 'in-place' ? roi : "${asked.outdir}/${id}${asked.commit == 'delta' ? '.delta.zip' : '.zarr'}".toString()
}

/** As one word of a shell. */
def quoted(Object text) {
    return "'" + text.toString().replace("'", "'\\''") + "'"
}

def checkName(String name, Collection known) {
    // Nextflow keeps --some-name as someName, too.
    if (known.contains(name)) {
        return
    }
    def near = known.findAll { other -> other.take(3) == name.take(3) || name.contains(other) }
    error("--${name} is not known: ${near ? "did you mean --${near.first()}?" : "write one of --${known.join(', --')}"}")
}

def settings(Object given) {
    def list = given == null ? [] : given instanceof Collection ? given : given.toString().tokenize(',')
    list.each { setting ->
        if (!setting.toString().contains('=')) {
            error("--set ${setting} sets nothing: write --set NAME=VALUE")
        }
    }
    return list
}

/** Tasks run elsewhere, so a relative path is taken from where Nextflow was started. A pattern and an address pass. */
def absolute(Object path) {
    def text = path.toString()
    return text.contains('://') ? text : workflow.launchDir.resolve(text).normalize().toString()
}
