"use client";

import { Download, FileSpreadsheet } from "lucide-react";
import { BackLink } from "@/components/shell/back-link";
import { Button } from "@/components/ui/button";
import { buttonClasses } from "@/components/ui/button-classes";
import { Card, PageHeader } from "@/components/ui/card";
import { productImportWords } from "@/lib/words/en/product-import";
import { CsvPicker } from "./csv-picker";
import { ImportPreview } from "./import-preview";
import { useImport } from "./use-import";

const words = productImportWords;

/** A spreadsheet in and out: get one, choose one, see what becomes of each row, and only then bring it in. */
export function ImportPage() {
  const { file, outcome, problem, notice, sending, isCommitting, check, commit, stop, clear } = useImport();
  const isBusy = sending.kind !== "idle";
  return (
    <>
      <PageHeader
        back={<BackLink href="/ceo/products">{words.back}</BackLink>}
        title={words.title}
        text={words.text}
      />
      <div className="grid gap-4">
        <Downloads />
        {outcome ? (
          <ImportPreview
            outcome={outcome}
            busy={isCommitting}
            notice={notice}
            problem={problem}
            onConfirm={commit}
            onAnother={clear}
          />
        ) : (
          <Card>
            <div className="grid gap-3">
              <CsvPicker fileName={file?.name} onFile={check} disabled={isBusy} />
              {isBusy && (
                <div className="grid gap-2">
                  <p role="status" className="text-14 text-soft">
                    {sending.kind === "out" ? words.sending(sending.percent) : words.reading}
                  </p>
                  <progress
                    aria-label={words.title}
                    max={100}
                    value={sending.kind === "out" ? sending.percent : undefined}
                    className="gauge"
                  />
                  <Button size="small" className="justify-self-start" onClick={stop}>
                    {words.stop}
                  </Button>
                </div>
              )}
              {problem && (
                <p role="alert" className="font-medium text-laterite-ink [overflow-wrap:anywhere]">
                  {problem}
                </p>
              )}
              {problem && file && !isBusy && (
                <Button size="small" className="justify-self-start" onClick={() => check(file)}>
                  {words.again}
                </Button>
              )}
            </div>
          </Card>
        )}
      </div>
    </>
  );
}

/** Plain links: the browser's own download shows its progress. */
function Downloads() {
  return (
    <div className="flex flex-wrap gap-3">
      <a href="/api/products/export?template=true" download className={buttonClasses()}>
        <FileSpreadsheet aria-hidden className="size-5" />
        {words.template}
      </a>
      <a href="/api/products/export" download className={buttonClasses()}>
        <Download aria-hidden className="size-5" />
        {words.download}
      </a>
    </div>
  );
}
