export function messageBody(message: {
  id: string;
  from: string;
  phoneNumberId: string;
  text: string;
  atSeconds: number;
}): string;
export function signedRequest(request: { body: string; secret: string; path: string; port: number }): Buffer;
