const http = require("http");
const https = require("https");

// Asks the addresses in the variable URLS (separated by commas) and tells which did not answer well.
exports.handler = async (event, context) => {
    const urls = (context.getUserData("URLS") || "").split(",").map((url) => url.trim()).filter(Boolean);
    const results = await Promise.all(urls.map(check));
    const failed = results.filter((result) => !result.ok);
    failed.forEach((result) => context.getLogger().error(result.url + ": " + result.status));
    return { checked: results.length, failed };
};

function check(url) {
    return new Promise((resolve) => {
        const client = url.startsWith("https:") ? https : http;
        const request = client.get(url, { timeout: 2000 }, (response) => {
            response.resume();
            resolve({ url, status: String(response.statusCode), ok: response.statusCode < 400 });
        });
        request.on("timeout", () => request.destroy(new Error("no answer in time")));
        request.on("error", (error) => resolve({ url, status: error.message, ok: false }));
    });
}
