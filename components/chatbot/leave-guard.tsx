"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { chatbotWords } from "@/lib/words/en/chatbot";

const words = chatbotWords.leave;

/** While something is unsaved: closing the tab, going back and every link ask first. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const router = useRouter();
  const [way, setWay] = useState<(() => void) | null>(null);
  const hasEntry = useRef(false);
  useEffect(() => {
    if (!isDirty) return;
    // Going back would show the page before at once; an entry of our own, made once, takes the step instead.
    if (!hasEntry.current) history.pushState(history.state, "", location.href);
    hasEntry.current = true;
    return guard((go) => setWay(() => go), router.push);
  }, [isDirty, router]);
  const leave = () => {
    const go = way;
    setWay(null);
    go?.();
  };
  return (
    <Modal
      open={way !== null}
      onOpenChange={(open) => !open && setWay(null)}
      title={words.title}
      description={words.text}
      kind="dialog"
      footer={
        <>
          <Button onClick={leave}>{words.leave}</Button>
          <Button look="primary" onClick={() => setWay(null)}>
            {words.stay}
          </Button>
        </>
      }
    />
  );
}

/** Stops every way out and gives it to `ask`. Gives back how to end that. */
function guard(ask: (go: () => void) => void, push: (href: string) => void): () => void {
  let isLeaving = false;
  const onUnload = (event: BeforeUnloadEvent) => {
    if (!isLeaving) event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!(link instanceof HTMLAnchorElement) || !isPlain || link.target === "_blank" || isLeaving) return;
    const { origin, pathname, search } = new URL(link.href);
    if (origin !== location.origin || (pathname === location.pathname && search === location.search)) return;
    event.preventDefault();
    event.stopPropagation();
    ask(() => {
      isLeaving = true;
      push(pathname + search);
    });
  };
  const onBack = () => {
    if (isLeaving) return;
    history.pushState(history.state, "", location.href);
    ask(() => {
      isLeaving = true;
      history.go(-2);
    });
  };
  addEventListener("beforeunload", onUnload);
  addEventListener("click", onClick, true);
  addEventListener("popstate", onBack);
  return () => {
    removeEventListener("beforeunload", onUnload);
    removeEventListener("click", onClick, true);
    removeEventListener("popstate", onBack);
  };
}
