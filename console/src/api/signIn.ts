import { body, send, refusal } from "./http";
import { type Project, type Session, setSession } from "./session";

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
  const listed = await body<{ projects: Project[] }>("/v3/auth/projects", {
    headers: { "X-Auth-Token": account.token },
  });
  const projects = listed.projects.map(({ id, name }) => ({ id, name }));
  const first = projects[0];
  if (first === undefined) {
    throw new Error("the user is a member of no project");
  }
  await enter(account.token, first, projects);
}

/** Goes over to another project of the user. */
export async function enterProject(present: Session, project: Project): Promise<void> {
  await enter(present.token, project, present.projects);
}

async function enter(token: string, project: Project, projects: readonly Project[]): Promise<void> {
  const issued = await issue({
    identity: { methods: ["token"], token: { id: token } },
    scope: { project: { id: project.id } },
  });
  setSession({ ...issued, projectId: project.id, projectName: project.name, projects });
}

async function issue(auth: unknown): Promise<Issued> {
  const response = await send("/v3/auth/tokens", { method: "POST", body: { auth }, anonymous: true });
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
