"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useRef, useState } from "react";
import { notify } from "@/components/ui/notify";
import { type Answer, type Problem, sendJson } from "@/components/ui/send-json";
import type { ProductView } from "@/lib/catalogue/schema";
import { productFormWords, productPictureWords } from "@/lib/words/en/product-form";
import { productWords } from "@/lib/words/en/products";
import {
  changesOf,
  EMPTY_PRODUCT,
  errorsOfFields,
  type FieldErrors,
  type ProductBody,
  readTyped,
  type Typed,
  typedOf,
} from "./product-fields";
import { useFileSender } from "./send-file";
import { shrinkPicture } from "./shrink-picture";

const words = productFormWords;

/** A picture that was chosen, `remove` for none any more, nothing for as it is. */
export type PictureChoice = File | "remove" | undefined;

/**
 * The life of the form of one product: what is typed, what is wrong, and how it is saved. What somebody else saved meanwhile
 * is shown beside it (`theirs`) and nothing that was typed is lost.
 */
export function useProductForm(product: ProductView | undefined, onDone: () => void) {
  const router = useRouter();
  const [base, setBase] = useState(product);
  const [typed, setTyped] = useState<Typed>(product ? typedOf(product) : EMPTY_PRODUCT);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [theirs, setTheirs] = useState<ProductView>();
  const { picture, setPictureProblem, ...choosing } = usePictureChoice();
  const [busy, setBusy] = useState(false);
  const file = useFileSender<ProductView>();
  // One key for every try of this form: a retry after a lost answer adds nothing twice.
  const key = useRef("");

  const put = <Field extends keyof Typed>(field: Field, value: Typed[Field]) => {
    setTyped((before) => ({ ...before, [field]: value }));
    setErrors(({ [field]: _gone, form: _old, ...rest }) => rest);
  };
  const refuse = (problem: Problem) => {
    if (problem.code === "superseded") return setTheirs(problem.extra.current as ProductView);
    // Another try may be another product by now.
    if (problem.code === "key_reused") key.current = "";
    setErrors(errorsOf(problem));
  };
  const save = async (before = base) => {
    if (busy) return;
    const read = readTyped(typed, before);
    if ("errors" in read) return setErrors(read.errors);
    setBusy(true);
    const answer = await store(read.body, before, key);
    if (!answer.ok) {
      setBusy(false);
      return refuse(answer.problem);
    }
    setTheirs(undefined);
    const sent = await sendPicture(answer.data, picture, file.send);
    setBusy(false);
    router.refresh();
    if (!sent.ok) {
      setBase(answer.data);
      return setPictureProblem(`${productPictureWords.failedAfterSave} ${sayPicture(sent.problem)}`);
    }
    notify({ kind: "done", id: "product", title: product ? words.saved : words.added(answer.data.name) });
    onDone();
  };
  return {
    typed,
    put,
    errors,
    busy,
    save: () => save(),
    isNew: base === undefined,
    current: base,
    theirs,
    saveMine: () => {
      setBase(theirs);
      return save(theirs);
    },
    takeTheirs: () => {
      if (!theirs) return;
      setBase(theirs);
      setTyped(typedOf(theirs));
      setTheirs(undefined);
    },
    picture,
    ...choosing,
    sending: file.sending,
  };
}

function usePictureChoice() {
  const [picture, setPicture] = useState<PictureChoice>();
  const [pictureProblem, setPictureProblem] = useState<string>();
  const choosePicture = (choice: PictureChoice) => {
    setPicture(choice);
    setPictureProblem(undefined);
  };
  return { picture, pictureProblem, setPictureProblem, choosePicture };
}

/** Adds a new product, or sends what is different of one that is there together with what was seen. */
function store(
  body: ProductBody,
  before: ProductView | undefined,
  key: RefObject<string>,
): Promise<Answer<ProductView>> {
  if (!before) {
    key.current ||= newKey();
    return sendJson<ProductView>("/api/products", body, { headers: { "idempotency-key": key.current } });
  }
  const changes = changesOf(body, before);
  if (Object.keys(changes).length === 0) return Promise.resolve({ ok: true, data: before });
  const path = `/api/products/${before.product_id}`;
  return sendJson<ProductView>(path, { ...changes, version: before.version }, { method: "PATCH" });
}

/** `crypto.randomUUID` is missing where the address is not https, as on a phone in the shop's own network. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

type SendFile = ReturnType<typeof useFileSender<ProductView>>["send"];

async function sendPicture(
  product: ProductView,
  picture: PictureChoice,
  send: SendFile,
): Promise<Answer<ProductView>> {
  const path = `/api/products/${product.product_id}/picture`;
  if (picture === undefined) return { ok: true, data: product };
  if (picture === "remove") return sendJson<ProductView>(path, undefined, { method: "DELETE" });
  return send("PUT", path, await shrinkPicture(picture));
}

function sayPicture({ code }: Problem): string {
  const { problems } = productPictureWords;
  if (code === "offline") return problems.offline;
  if (code === "unsupported_media") return problems.type;
  if (code === "too_large") return problems.size;
  if (code === "invalid_request") return problems.damaged;
  return code === "unavailable" ? problems.busy : problems.failed;
}

function errorsOf(problem: Problem): FieldErrors {
  const fields = errorsOfFields(problem.fields);
  if (Object.keys(fields).length > 0) return fields;
  return { form: problem.code === "offline" ? productWords.offline : productWords.failed };
}
