// Turns lines of CSV, the first of which names the columns, into JSON objects.
exports.handler = async (event) => {
    const [head, ...lines] = String(event.csv || "").split(/\r?\n/).filter((line) => line !== "").map(cells);
    return head ? lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i] || ""]))) : [];
};

function cells(line) {
    const found = [];
    for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
        found.push(match[1] === undefined ? match[2] : match[1].replace(/""/g, '"'));
    }
    return found;
}
