import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const SCHEME = "SDK-HMAC-SHA256";
const SIGNED_HEADERS = "host;x-sdk-date";

export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

/**
 * The headers that prove a request to the page's own server (functiongraph-api 6.2), for a path without a query. A library
 * counts the hashes, since browsers have their own only in pages that came by TLS or from the same machine.
 */
export function signatureHeaders(keys: KeyPair, method: string, path: string, body: string, now: Date): Record<string, string> {
  const date = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const canonical = [method, `${path}/`, "", `host:${window.location.host}`, `x-sdk-date:${date}`, "", SIGNED_HEADERS, hex(body)].join("\n");
  const toSign = [SCHEME, date, hex(canonical)].join("\n");
  const signature = bytesToHex(hmac(sha256, utf8ToBytes(keys.secretKey), utf8ToBytes(toSign)));
  return {
    "X-Sdk-Date": date,
    Authorization: `${SCHEME} Access=${keys.accessKey}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`,
  };
}

function hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
