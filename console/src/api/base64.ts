export function toBase64(text: string): string {
  return bytesToBase64(new TextEncoder().encode(text));
}

/** Piece by piece: a call with a million arguments is refused by the browser. */
export function bytesToBase64(bytes: Uint8Array): string {
  const piece = 0x8000;
  let binary = "";
  for (let at = 0; at < bytes.length; at += piece) {
    binary += String.fromCharCode(...bytes.subarray(at, at + piece));
  }
  return btoa(binary);
}

export function fromBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
}
