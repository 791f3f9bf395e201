import { openSecretsManager, type SecretStore } from "./secrets-manager";

let opened: SecretStore | undefined;

/** AWS Secrets Manager as this process was given it (`AWS_REGION`, `AWS_ENDPOINT_URL_SECRETS_MANAGER`, …). */
export function secretStore(): SecretStore {
  opened ??= openSecretsManager();
  return opened;
}
