import { createHash } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { contentDisposition } from "./file-headers";
import { checkKey, checkTtl, DamagedFileError, KeyTakenError, type Store } from "./file-store";

export type S3StoreConfig = {
  bucket: string;
  /** A KMS key of one's own; without it AWS's own key for S3 encrypts. */
  kmsKeyId?: string;
  /** Region, credentials and endpoint come from the AWS SDK's own variables unless given here. */
  client?: S3ClientConfig;
};

/**
 * Files in S3, each encrypted with KMS, sent with its SHA-256 for S3 to check, and never written over another
 * (`If-None-Match: *`). Links are presigned GETs.
 */
export function openS3Store({ bucket, kmsKeyId, client: options }: S3StoreConfig): Store {
  const client = new S3Client({
    // Without this the SDK adds a CRC that S3-compatible stores refuse; our SHA-256 is the stronger check.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    ...options,
  });
  const read = (key: string) => getObject(client, bucket, key);
  return {
    async put(key, bytes, { contentType, sha256Hex }) {
      checkKey(key);
      const hash = createHash("sha256").update(bytes).digest();
      if (hash.toString("hex") !== sha256Hex.toLowerCase()) {
        throw new RangeError("The bytes do not match their hash");
      }
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        ContentLength: bytes.byteLength,
        ContentType: contentType,
        ChecksumSHA256: hash.toString("base64"),
        Metadata: { sha256: hash.toString("hex") },
        IfNoneMatch: "*",
        ServerSideEncryption: "aws:kms",
        ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
        BucketKeyEnabled: true,
      });
      try {
        await client.send(command);
      } catch (error) {
        if (!isTaken(error)) throw error;
        const present = await read(key);
        if (present === null || hashOf(present.bytes) !== sha256Hex.toLowerCase()) throw new KeyTakenError();
      }
    },
    get: read,
    async delete(key) {
      checkKey(key);
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async signedUrl(key, { ttlSeconds, contentType, downloadName, inline }) {
      checkKey(key);
      checkTtl(ttlSeconds);
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: contentType,
        ResponseContentDisposition: contentDisposition({ contentType, downloadName, inline }),
        ResponseCacheControl: "private, no-store",
      });
      return getSignedUrl(client, command, { expiresIn: ttlSeconds });
    },
  };
}

async function getObject(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<{ bytes: Buffer; contentType: string } | null> {
  checkKey(key);
  let answer: GetObjectCommandOutput;
  try {
    answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw error;
  }
  const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
  const expected = answer.Metadata?.sha256;
  // Every object we put carries its hash: one without it is not ours.
  if (expected === undefined || hashOf(bytes) !== expected) throw new DamagedFileError();
  return { bytes, contentType: answer.ContentType ?? "application/octet-stream" };
}

/** 412: the key is taken. 409: somebody is writing it at this moment. */
function isTaken(error: unknown): boolean {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status === 412 || status === 409;
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
