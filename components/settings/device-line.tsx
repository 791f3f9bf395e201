import { Laptop, Smartphone, TerminalSquare } from "lucide-react";
import type { ReactNode } from "react";
import { deviceName, maskAddress } from "@/lib/words/device-name";
import { safetyPageWords } from "@/lib/words/en/settings";

const words = safetyPageWords.devices;

type Device = { agent: string | null; ip: string | null; way?: "browser" | "api" };

/** How a device is called: its browser and system. */
export function nameOf({ agent, way }: Device): string {
  return way === "api" ? `${words.api} (${deviceName(agent)})` : deviceName(agent);
}

/** One device: what it is, where it is (its address without the end), and more beside it. */
export function DeviceLine({
  device,
  mark,
  children,
}: {
  device: Device;
  mark?: string;
  children: ReactNode;
}) {
  const place = maskAddress(device.ip);
  return (
    <span className="flex min-w-0 items-start gap-3">
      <span aria-hidden className="mt-0.5 text-faint [&_svg]:size-5">
        <Picture device={device} />
      </span>
      <span className="grid min-w-0">
        <span className="font-medium">
          {nameOf(device)}
          {mark && (
            <span className="ml-2 rounded-full bg-palm-wash px-2 py-0.5 font-medium text-12 text-palm-ink">
              {mark}
            </span>
          )}
        </span>
        <span className="flex flex-wrap items-center gap-x-2 text-14 text-faint">
          {place && <span className="tabular">{place}</span>}
          {children}
        </span>
      </span>
    </span>
  );
}

function Picture({ device }: { device: Device }) {
  if (device.way === "api") return <TerminalSquare />;
  return /Android|iPhone|iPad/.test(device.agent ?? "") ? <Smartphone /> : <Laptop />;
}
