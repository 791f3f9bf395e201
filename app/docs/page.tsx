import type { Metadata } from "next";
import { Logo } from "@/components/brand/logo";
import { Card } from "@/components/ui/card";
import { Badge } from "@/components/ui/status-badge";
import type { Endpoint } from "@/lib/endpoint";
import { ERROR_STATUS } from "@/lib/errors";
import { docsWords as words } from "@/lib/words/en/docs";
import { ENDPOINTS } from "../api/endpoints";

export const metadata: Metadata = { title: words.title };

/** The API, readable: the same list the OpenAPI document is made from. */
export default function DocsPage() {
  const groups = [...new Set(ENDPOINTS.map(groupOf))].map(
    (group) => [group, ENDPOINTS.filter((one) => groupOf(one) === group)] as const,
  );
  return (
    <main className="mx-auto grid w-full max-w-4xl gap-6 px-4 py-8 md:py-12">
      <header className="grid gap-2">
        <a href="/" aria-label={words.back} className="mb-4 inline-flex min-h-11 w-fit items-center">
          <Logo />
        </a>
        <h1 className="font-bold font-display text-36">{words.title}</h1>
        <p className="text-16 text-soft">{words.text}</p>
        <p>
          <a href="/api/openapi.json" className="font-semibold text-lagoon-ink underline underline-offset-4">
            {words.document}
          </a>
        </p>
      </header>
      <Card title={words.conventions}>
        <ul className="grid list-disc gap-2 pl-5">
          {words.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </Card>
      {groups.map(([group, endpoints]) => (
        <Card key={group} title={`/api/${group}`} flush>
          <ul className="divide-y divide-line">
            {endpoints.map((one) => (
              <Call key={`${one.method} ${one.path}`} endpoint={one} />
            ))}
          </ul>
        </Card>
      ))}
      <Card title={words.errors} flush>
        <ul className="divide-y divide-line">
          {Object.entries(ERROR_STATUS).map(([code, status]) => (
            <li key={code} id={code} className="flex gap-4 px-4 py-2 md:px-5">
              <span className="tabular w-12 text-faint">{status}</span>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </Card>
    </main>
  );
}

function groupOf({ path }: Endpoint): string {
  return path.split("/")[2] ?? "api";
}

function Call({ endpoint }: { endpoint: Endpoint }) {
  const { method, path, summary, description, auth, sensitive } = endpoint;
  return (
    <li className="grid gap-1 px-4 py-3 md:px-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <code className="font-semibold text-palm-ink">{method}</code>
        <code className="break-all">{path}</code>
        <span className="text-14 text-faint">{words.who[auth]}</span>
        {sensitive && <Badge tone="marigold">{words.sensitive(sensitive)}</Badge>}
      </p>
      <p>{summary}</p>
      {description && <p className="text-14 text-soft">{description}</p>}
    </li>
  );
}
