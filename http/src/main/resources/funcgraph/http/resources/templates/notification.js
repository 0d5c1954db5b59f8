// Takes the notifications of an SMN trigger apart.
exports.handler = async (event, context) => {
    const notes = (event.record || []).map((record) => record.smn || {});
    notes.forEach((note) => context.getLogger().info((note.subject || "") + ": " + (note.message || "")));
    return notes.map((note) => ({ topic: note.topic_urn, subject: note.subject, message: note.message }));
};
