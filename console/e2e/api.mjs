/** The API as a script uses it: to make what a flow needs, and to see what a flow has done. */
export class Api {
  constructor(endpoint, token, project) {
    this.endpoint = endpoint;
    this.token = token;
    this.project = project;
  }

  static async signIn({ endpoint, user, password, project }) {
    const response = await fetch(`${endpoint}/v3/auth/tokens`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        auth: {
          identity: { methods: ["password"], password: { user: { name: user, password } } },
          scope: { project: { id: project } },
        },
      }),
    });
    if (!response.ok) {
      throw new Error(`sign-in: ${response.status} ${await response.text()}`);
    }
    return new Api(endpoint, response.headers.get("X-Subject-Token"), project);
  }

  async call(method, path, body) {
    const response = await fetch(`${this.endpoint}/v2/${this.project}/fgs${path}`, {
      method,
      headers: { "Content-Type": "application/json", "X-Auth-Token": this.token },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return text === "" ? null : JSON.parse(text);
  }

  /** A function of inline Python; its URN without a qualifier. */
  async function(name, source = PYTHON, more = {}) {
    const made = await this.call("POST", "/functions", {
      func_name: name,
      package: "default",
      runtime: process.env.CONSOLE_RUNTIME ?? "Python3.9",
      handler: "index.handler",
      memory_size: 128,
      timeout: 10,
      code_type: "inline",
      func_code: { file: Buffer.from(source).toString("base64") },
      ...more,
    });
    return made.func_urn.split(":").slice(0, 7).join(":");
  }

  /** Many, several at a time; what is there already stays. */
  async many(count, nameOf, lanes = 8) {
    let next = 0;
    const lane = async () => {
      while (next < count) {
        const index = next;
        next += 1;
        await this.function(nameOf(index), `def handler(e, c):\n    return ${index % 7}\n`, { description: `number ${index}` });
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }
}

export const PYTHON = `import json

def handler(event, context):
    context.getLogger().info("called with " + json.dumps(event))
    return {"hello": event.get("name", "world")}
`;

/** The URN of a function, without a qualifier. */
export async function urnOf(api, name) {
  const { functions } = await api.call("GET", `/functions?func_name=${name}`);
  return functions.find((each) => each.func_name === name).func_urn.split(":").slice(0, 7).join(":");
}
