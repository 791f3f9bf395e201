import { connect } from "node:net";
import { env } from "@/lib/env";
import type { Finding } from "./doctor";

const CONNECT_TIMEOUT_MS = 3_000;
const PORTS: Record<string, number> = { "smtp:": 587, "smtps:": 465, "http:": 80, "https:": 443 };

/** Whether mail and SMS gateways, and Meta, can be reached from here. Nothing is sent and nobody is signed in to. */
export async function checkGateways(): Promise<Finding[]> {
  const { SMTP_URL, SMS_PROVIDER, TERMII_URL, META_GRAPH_URL } = env();
  const sms = SMS_PROVIDER === "termii" ? TERMII_URL : snsAddress();
  return Promise.all([
    reach("mail", SMTP_URL, "bad"),
    sms ? reach(`SMS by ${SMS_PROVIDER}`, sms, "bad") : noRegion(),
    reach("Meta", META_GRAPH_URL, "bad"),
  ]);
}

function snsAddress(): string | undefined {
  const { AWS_ENDPOINT_URL_SNS, AWS_ENDPOINT_URL, AWS_REGION } = process.env;
  return (
    AWS_ENDPOINT_URL_SNS ?? AWS_ENDPOINT_URL ?? (AWS_REGION && `https://sns.${AWS_REGION}.amazonaws.com`)
  );
}

async function noRegion(): Promise<Finding> {
  return { area: "SMS by sns", level: "bad", message: "AWS_REGION is missing" };
}

async function reach(area: string, address: string, otherwise: Finding["level"]): Promise<Finding> {
  const { hostname, port, protocol } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, "");
  const isOpen = await canConnect(host, Number(port) || (PORTS[protocol] ?? 443));
  const where = `${host}${port ? `:${port}` : ""}`;
  return {
    area,
    level: isOpen ? "good" : otherwise,
    message: isOpen ? `${where} answers` : `${where} does not answer`,
  };
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: CONNECT_TIMEOUT_MS });
    const end = (isOpen: boolean) => {
      socket.destroy();
      done(isOpen);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}
