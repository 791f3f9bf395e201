import { type Call, parseJsonObject, type Reply } from "../http/exchange";
import type { Simulator } from "../state/simulator";

const TARGET = /^secretsmanager\.([A-Za-z]+)$/;
const SIGNED = /^AWS4-HMAC-SHA256 .*\/secretsmanager\/aws4_request.*Signature=[0-9a-f]{64}/;
const JSON_TYPE = "application/x-amz-json-1.1";
const NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
const TOKEN = /^[A-Za-z0-9-]{32,64}$/;
const VALUE_BYTES_MAX = 65_536;

/** Versions of each secret by their id, the newest last. */
type Secret = { versions: Map<string, string> };

/** Kept apart from the world: secrets outlive no restart and stand in no ledger. */
const secretsOf = new WeakMap<Simulator, Map<string, Secret>>();

class Refusal extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

type Input = Record<string, unknown>;
type Operation = (secrets: Map<string, Secret>, input: Input) => Record<string, unknown>;

/** What each operation takes; anything else in a body is refused, as Amazon's own parser does. */
const PARAMETERS: Record<string, readonly string[]> = {
  CreateSecret: ["Name", "SecretString", "ClientRequestToken"],
  PutSecretValue: ["SecretId", "SecretString", "ClientRequestToken"],
  GetSecretValue: ["SecretId", "VersionId"],
  DeleteSecret: ["SecretId", "ForceDeleteWithoutRecovery"],
};

const OPERATIONS: Record<string, Operation> = {
  CreateSecret(secrets, input) {
    const name = nameIn(input, "Name");
    if (secrets.has(name)) {
      throw new Refusal("ResourceExistsException", "The operation failed because the secret already exists.");
    }
    secrets.set(name, { versions: new Map() });
    return write(secrets, name, input);
  },
  PutSecretValue(secrets, input) {
    return { ...write(secrets, nameIn(input, "SecretId"), input), VersionStages: ["AWSCURRENT"] };
  },
  GetSecretValue(secrets, input) {
    const name = nameIn(input, "SecretId");
    const { versions } = find(secrets, name);
    const id = (input.VersionId as string | undefined) ?? [...versions.keys()].at(-1) ?? "";
    const value = versions.get(id);
    if (value === undefined) {
      throw new Refusal(
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for VersionId.",
      );
    }
    return { ARN: arnOf(name), Name: name, VersionId: id, SecretString: value };
  },
  DeleteSecret(secrets, input) {
    const name = nameIn(input, "SecretId");
    if (!secrets.delete(name) && input.ForceDeleteWithoutRecovery !== true) throw notThere();
    return { ARN: arnOf(name), Name: name };
  },
};

/** Whether a call speaks to AWS Secrets Manager: AWS JSON posted to the root with its target. */
export function isSecretsCall(call: Call): boolean {
  const target = call.headers["x-amz-target"];
  return (
    call.method === "POST" &&
    call.url.pathname === "/" &&
    typeof target === "string" &&
    target.startsWith("secretsmanager.")
  );
}

/** Answers AWS Secrets Manager's JSON 1.1 protocol: create, put, get one version, delete. Strict about form and signature. */
export function handleSecrets(sim: Simulator, call: Call): Reply {
  const secrets = secretsOf.get(sim) ?? new Map<string, Secret>();
  secretsOf.set(sim, secrets);
  try {
    if (sim.faults.strike("secrets_down")) {
      throw new Refusal("InternalServiceError", "An error occurred on the server side.", 500);
    }
    const name = TARGET.exec(String(call.headers["x-amz-target"]))?.[1] ?? "";
    return reply(200, run(secrets, name, call));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return reply(error.status, { __type: error.type, message: error.message });
  }
}

function run(secrets: Map<string, Secret>, name: string, call: Call): Record<string, unknown> {
  if (!SIGNED.test(call.headers.authorization ?? "") || !call.headers["x-amz-date"]) {
    throw new Refusal("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  if (call.headers["content-type"] !== JSON_TYPE) {
    throw new Refusal("SerializationException", `expected ${JSON_TYPE}`);
  }
  const operation = OPERATIONS[name];
  const input = parseJsonObject(call.body);
  if (!operation) throw new Refusal("UnknownOperationException", "");
  if (!input) throw new Refusal("SerializationException", "the body is no JSON object");
  const unknown = Object.keys(input).find((key) => !PARAMETERS[name]?.includes(key));
  if (unknown) throw invalid(`Unknown parameter ${unknown}`);
  return operation(secrets, input);
}

/** A repeat with the same token is the same version; with another value it is refused. */
function write(secrets: Map<string, Secret>, name: string, input: Input): Record<string, unknown> {
  const { versions } = find(secrets, name);
  const { SecretString: value, ClientRequestToken: token } = input;
  if (typeof token !== "string" || !TOKEN.test(token)) throw invalid("ClientRequestToken is not valid");
  if (typeof value !== "string" || value === "" || Buffer.byteLength(value) > VALUE_BYTES_MAX) {
    throw invalid("You must provide either SecretString or SecretBinary.");
  }
  const known = versions.get(token);
  if (known !== undefined && known !== value) {
    throw new Refusal("ResourceExistsException", `A version with the token ${token} exists.`);
  }
  versions.set(token, value);
  return { ARN: arnOf(name), Name: name, VersionId: token };
}

function nameIn(input: Input, key: "Name" | "SecretId"): string {
  const name = input[key];
  if (typeof name !== "string" || !NAME.test(name)) throw invalid(`${key} is not valid`);
  return name;
}

function find(secrets: Map<string, Secret>, name: string): Secret {
  const secret = secrets.get(name);
  if (!secret) throw notThere();
  return secret;
}

function notThere(): Refusal {
  return new Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}

function invalid(message: string): Refusal {
  return new Refusal("InvalidParameterException", message);
}

function arnOf(name: string): string {
  return `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${name}-AbCdEf`;
}

function reply(status: number, body: Record<string, unknown>): Reply {
  return { status, body: JSON.stringify(body), headers: { "Content-Type": JSON_TYPE } };
}
