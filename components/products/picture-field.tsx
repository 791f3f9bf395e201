"use client";

import { ImageOff, ImageUp, Trash2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import type { ProductView } from "@/lib/catalogue/schema";
import { productPictureWords } from "@/lib/words/en/product-form";
import { productWords } from "@/lib/words/en/products";
import type { Sending } from "./send-file";
import type { PictureChoice } from "./use-product-form";

const words = productPictureWords;
const TAKEN = "image/jpeg,image/png,image/webp,image/heic,image/heif";
const BYTES_MAX = 16 * 1024 * 1024;

type Props = {
  product?: ProductView;
  choice: PictureChoice;
  onChoose: (choice: PictureChoice) => void;
  problem?: string;
  sending: Sending;
  disabled: boolean;
};

/** The picture of a product: what is there, what was chosen instead, and how far it is on its way. */
export function PictureField({ product, choice, onChoose, problem, sending, disabled }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const labelId = useId();
  const [refused, setRefused] = useState<string>();
  const chosenUrl = useObjectUrl(choice);
  const hasOld = product?.has_picture === true && choice !== "remove";
  const url =
    chosenUrl ??
    (hasOld ? `/api/products/${product.product_id}/picture?v=${product.picture_version}` : undefined);
  const pick = (element: HTMLInputElement) => {
    const [file] = element.files ?? [];
    // The same file must be choosable again after a mistake.
    element.value = "";
    if (!file) return;
    const isPicture = TAKEN.includes(file.type || "none");
    setRefused(isPicture ? (file.size > BYTES_MAX ? words.problems.size : undefined) : words.problems.type);
    if (isPicture && file.size <= BYTES_MAX) onChoose(file);
  };
  return (
    <fieldset aria-labelledby={labelId} className="grid gap-2" disabled={disabled}>
      <span id={labelId} className="font-medium text-14">
        {words.label}
      </span>
      <div className="flex items-center gap-4">
        <Preview url={url} name={product?.name ?? ""} />
        <div className="grid justify-items-start gap-2">
          <Button size="small" icon={<ImageUp aria-hidden />} onClick={() => input.current?.click()}>
            {url ? words.replace : words.choose}
          </Button>
          {url && (
            <Button
              size="small"
              look="quiet"
              icon={<Trash2 aria-hidden />}
              onClick={() => onChoose(product?.has_picture ? "remove" : undefined)}
            >
              {words.remove}
            </Button>
          )}
        </div>
      </div>
      <Progress sending={sending} hint={choice instanceof File ? words.later : words.kinds} />
      <FieldError id={labelId}>{refused ?? problem}</FieldError>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.choose}
        accept={TAKEN}
        onChange={(event) => pick(event.currentTarget)}
      />
    </fieldset>
  );
}

function Preview({ url, name }: { url?: string; name: string }) {
  // Many browsers cannot show a HEIC; the server can.
  const [unshown, setUnshown] = useState<string>();
  if (url && unshown === url) {
    return (
      <span className="grid size-24 shrink-0 place-items-center rounded-control border border-line bg-sunken">
        <ImageUp role="img" aria-label={productWords.pictureOf(name)} className="size-7 text-faint" />
      </span>
    );
  }
  return (
    <span className="grid size-24 shrink-0 place-items-center overflow-hidden rounded-control border border-line bg-sunken">
      {url ? (
        // biome-ignore lint/performance/noImgElement: a local file, or behind a link of one minute
        <img
          src={url}
          alt={productWords.pictureOf(name)}
          onError={() => setUnshown(url)}
          className="size-full object-cover"
        />
      ) : (
        <ImageOff role="img" aria-label={productWords.noPicture} className="size-7 text-faint" />
      )}
    </span>
  );
}

/** How far the picture is; the words are read out as they change. */
export function Progress({ sending, hint }: { sending: Sending; hint: string }) {
  const text =
    sending.kind === "idle" ? hint : sending.kind === "out" ? words.sending(sending.percent) : words.almost;
  return (
    <div className="grid gap-1">
      <p role="status" className="text-14 text-faint">
        {text}
      </p>
      {sending.kind !== "idle" && (
        <progress
          aria-label={words.label}
          max={100}
          value={sending.kind === "out" ? sending.percent : undefined}
          className="gauge"
        />
      )}
    </div>
  );
}

function useObjectUrl(choice: PictureChoice): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!(choice instanceof File)) return setUrl(undefined);
    const made = URL.createObjectURL(choice);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [choice]);
  return url;
}
