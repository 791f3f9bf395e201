const SAMPLE_RATE = 48_000;
const FRAME_SAMPLES = 960;
const SERIAL = 0x7467_7631;
/** One mono frame of 20 ms in Opus's lowest mode, without sound (RFC 6716, a code-0 packet). */
const SILENT_FRAME = Buffer.from([0xf8, 0xff, 0xfe]);

/** An Ogg Opus file (RFC 7845) of so many seconds of silence, as a phone sends a voice note. */
export function silentVoiceNote(seconds: number): Buffer {
  const head = Buffer.from("OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00", "latin1");
  const tags = Buffer.from("OpusTags\x09\x00\x00\x00simulator\x00\x00\x00\x00", "latin1");
  const frames = Array.from(
    { length: Math.min(255, Math.round((seconds * SAMPLE_RATE) / FRAME_SAMPLES)) },
    () => SILENT_FRAME,
  );
  return Buffer.concat([
    oggPage(0x02, 0, 0, [head]),
    oggPage(0x00, 1, 0, [tags]),
    oggPage(0x04, 2, frames.length * FRAME_SAMPLES, frames),
  ]);
}

function oggPage(flags: number, sequence: number, position: number, packets: Buffer[]): Buffer {
  const header = Buffer.alloc(27);
  header.write("OggS", 0, "latin1");
  header[5] = flags;
  header.writeUInt32LE(position, 6);
  header.writeUInt32LE(SERIAL, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = packets.length;
  const page = Buffer.concat([header, Buffer.from(packets.map((packet) => packet.length)), ...packets]);
  page.writeUInt32LE(oggChecksum(page), 22);
  return page;
}

/** CRC-32 with polynomial 0x04c11db7, unreflected, as Ogg wants it (RFC 3533). */
function oggChecksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x8000_0000 ? (sum << 1) ^ 0x04c1_1db7 : sum << 1;
  }
  return sum >>> 0;
}
