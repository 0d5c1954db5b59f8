import { body, refusal, send } from "./http";
import { type Project, type Session, setSession } from "./session";
import type { KeyPair } from "./signature";

const TOKENS = "/v3/auth/tokens";

interface TokenAnswer {
  readonly token: {
    readonly expires_at: string;
    readonly user: { readonly name: string };
  };
}

interface Issued {
  readonly token: string;
  readonly expiresAt: string;
  readonly userName: string;
}

/** Signs in with a password, and to the first project of the user. */
export async function signIn(userName: string, password: string): Promise<void> {
  const account = await issue({
    identity: { methods: ["password"], password: { user: { name: userName, password } } },
  });
  await enterFirst(account.token);
}

/** The same with an access key. The secret key signs this one request: it is neither sent nor kept. */
export async function signInByKeys(keys: KeyPair): Promise<void> {
  const { signatureHeaders } = await import("./signature");
  const auth = { identity: { methods: ["signature"] } };
  const account = await issue(auth, (text) => signatureHeaders(keys, "POST", TOKENS, text, new Date()));
  await enterFirst(account.token);
}

/** Goes over to another project of the user. */
export async function enterProject(present: Session, project: Project): Promise<void> {
  await enter(present.token, project, present.projects);
}

async function enterFirst(accountToken: string): Promise<void> {
  const listed = await body<{ projects: Project[] }>("/v3/auth/projects", {
    headers: { "X-Auth-Token": accountToken },
  });
  const projects = listed.projects.map(({ id, name }) => ({ id, name }));
  const first = projects[0];
  if (first === undefined) {
    throw new Error("the user is a member of no project");
  }
  await enter(accountToken, first, projects);
}

async function enter(token: string, project: Project, projects: readonly Project[]): Promise<void> {
  const issued = await issue({
    identity: { methods: ["token"], token: { id: token } },
    scope: { project: { id: project.id } },
  });
  setSession({ ...issued, projectId: project.id, projectName: project.name, projects });
}

async function issue(auth: unknown, proofOf: (text: string) => Record<string, string> = () => ({})): Promise<Issued> {
  const text = JSON.stringify({ auth });
  const response = await send(TOKENS, { method: "POST", body: text, headers: proofOf(text), anonymous: true });
  if (!response.ok) {
    throw await refusal(response);
  }
  const answer = (await response.json()) as TokenAnswer;
  return {
    token: response.headers.get("X-Subject-Token") ?? "",
    expiresAt: answer.token.expires_at,
    userName: answer.token.user.name,
  };
}
