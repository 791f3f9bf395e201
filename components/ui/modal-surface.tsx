"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Close, Content, Description, Overlay, Portal, Root, Title } from "radix-ui/dialog";
import { useEffect, useRef } from "react";
import { uiWords } from "@/lib/words/en/ui";
import { IconButton } from "./icon-button";
import type { ModalProps } from "./modal";

const SHEET =
  "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-sheet pb-[env(safe-area-inset-bottom)] data-[state=open]:animate-sheet data-[state=closed]:animate-sheet-out";
const DIALOG =
  "inset-x-4 top-1/2 mx-auto max-h-[88dvh] max-w-lg -translate-y-1/2 rounded-card data-[state=open]:animate-fade data-[state=closed]:animate-fade-out";
const AUTO = clsx(
  SHEET,
  "md:inset-x-4 md:top-1/2 md:bottom-auto md:mx-auto md:max-h-[88dvh] md:max-w-lg md:-translate-y-1/2 md:rounded-card md:pb-0",
  "md:data-[state=open]:animate-fade md:data-[state=closed]:animate-fade-out",
);

/** What a person with a keyboard types into first. */
const FIELD = "textarea:enabled, input:enabled:not([type=hidden], [type=file])";

/** The surface itself; use `Modal`, which fetches it. Focus is held inside and given back after. */
export function ModalSurface(props: ModalProps) {
  const { dismissible = true, kind = "auto" } = props;
  const { content, begin, giveBack } = useFocusWithin();
  useBackCloses(props.open && dismissible, () => props.onOpenChange(false));
  const hold = (event: Event) => {
    if (!dismissible) event.preventDefault();
  };
  return (
    <Root open={props.open} onOpenChange={props.onOpenChange}>
      <Portal>
        <Overlay className="fixed inset-0 z-40 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade" />
        <Content
          ref={content}
          onOpenAutoFocus={begin}
          onCloseAutoFocus={giveBack}
          onEscapeKeyDown={hold}
          onPointerDownOutside={hold}
          onInteractOutside={hold}
          {...(props.description ? {} : { "aria-describedby": undefined })}
          className={clsx(
            "fixed z-50 flex flex-col bg-surface shadow-float outline-none",
            kind === "sheet" ? SHEET : kind === "dialog" ? DIALOG : AUTO,
          )}
        >
          {kind !== "dialog" && (
            <span
              aria-hidden
              className={clsx(
                "mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-line",
                kind === "auto" && "md:hidden",
              )}
            />
          )}
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <div className="grid gap-1 pb-2">
              <Title className="font-semibold text-18">{props.title}</Title>
              {props.description && (
                <Description asChild>
                  <div className="text-soft">{props.description}</div>
                </Description>
              )}
            </div>
            {dismissible && (
              <Close asChild>
                <IconButton label={uiWords.close} className="-mt-1.5 -mr-2.5">
                  <X aria-hidden />
                </IconButton>
              </Close>
            )}
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{props.children}</div>
          {props.footer && (
            <div className="flex flex-wrap justify-end gap-3 border-line border-t px-5 py-4 max-sm:[&>*]:grow">
              {props.footer}
            </div>
          )}
        </Content>
      </Portal>
    </Root>
  );
}

/** A phone's Back closes what lies above the page, instead of leaving the page (HTML, "close watchers"; where a browser has them). */
function useBackCloses(isOn: boolean, onClose: () => void): void {
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => {
    const { CloseWatcher } = globalThis as { CloseWatcher?: new () => Watcher };
    if (!isOn || !CloseWatcher) return;
    const watcher = new CloseWatcher();
    watcher.onclose = () => latest.current();
    return () => watcher.destroy();
  }, [isOn]);
}

type Watcher = { onclose: (() => void) | null; destroy: () => void };

/** Where the focus goes when the surface opens, and where it goes back to. */
function useFocusWithin() {
  // Opened without a trigger of its own, so it must remember by itself where the focus came from.
  const opener = useRef<Element>(null);
  const content = useRef<HTMLDivElement>(null);
  const begin = (event: Event) => {
    opener.current = document.activeElement;
    // The cross would have it, and the first space of what is typed at once would close the dialog. A thumb wants no keyboard yet.
    const field = matchMedia("(pointer: fine)").matches && content.current?.querySelector<HTMLElement>(FIELD);
    if (!field) return;
    event.preventDefault();
    field.focus();
  };
  const giveBack = (event: Event) => {
    event.preventDefault();
    // One dialog that leads to the next has nothing to give back yet.
    if (document.activeElement?.closest("[role=dialog]")) return;
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  return { content, begin, giveBack };
}
