import { deriveKey } from "@/lib/crypto";
import { env } from "@/lib/env";
import { type DiskStore, openDiskStore } from "./disk-store";
import type { Store } from "./file-store";
import { openS3Store } from "./s3-store";

export type { SignedUrlOptions, Store } from "./file-store";
export { DamagedFileError, KeyTakenError } from "./file-store";

let opened: { store: Store; disk: DiskStore | null } | undefined;

/** The store this process was configured with (`STORAGE`). */
export function store(): Store {
  opened ??= open();
  return opened.store;
}

/** The disk store behind `/files/{token}`; null with S3, whose links lead to S3 itself. */
export function diskStore(): DiskStore | null {
  opened ??= open();
  return opened.disk;
}

function open(): { store: Store; disk: DiskStore | null } {
  const { STORAGE, STORAGE_DIR, S3_BUCKET, S3_KMS_KEY_ID, APP_URL, NEXTAUTH_SECRET } = env();
  if (STORAGE === "s3") {
    // Stores other than Amazon's are addressed by path: their host has no name per bucket.
    const isElsewhere = Boolean(process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL);
    const client = isElsewhere ? { forcePathStyle: true } : undefined;
    return { store: openS3Store({ bucket: S3_BUCKET ?? "", kmsKeyId: S3_KMS_KEY_ID, client }), disk: null };
  }
  const signingKey = deriveKey(NEXTAUTH_SECRET, "file-links");
  const disk = openDiskStore({ dir: STORAGE_DIR ?? "", baseUrl: APP_URL, signingKey });
  return { store: disk, disk };
}
