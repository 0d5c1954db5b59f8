// Answers HTTP requests that come through an APIG trigger: GET lists, POST echoes.
exports.handler = async (event) => {
    const method = event.httpMethod || "GET";
    if (method === "GET") {
        return answer(200, { path: event.path || "/", query: event.queryStringParameters || {} });
    }
    if (method === "POST") {
        return answer(201, body(event));
    }
    return answer(405, { error: "allowed: GET, POST" });
};

function body(event) {
    const text = event.body || "{}";
    return JSON.parse(event.isBase64Encoded ? Buffer.from(text, "base64").toString("utf8") : text);
}

function answer(statusCode, value) {
    return {
        statusCode,
        headers: { "Content-Type": "application/json" },
        isBase64Encoded: false,
        body: JSON.stringify(value),
    };
}
