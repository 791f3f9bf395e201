"use client";

import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { SelectField } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { Switch } from "@/components/ui/toggles";
import type { ProductView } from "@/lib/catalogue/schema";
import { productFormWords } from "@/lib/words/en/product-form";
import { productWords } from "@/lib/words/en/products";
import { uiWords } from "@/lib/words/en/ui";
import { PictureField } from "./picture-field";
import { type FieldErrors, sayPrice, type Typed } from "./product-fields";
import type { Staff } from "./product-table";
import { Theirs } from "./theirs";
import { useProductForm } from "./use-product-form";

const words = productFormWords;

type Props = { product?: ProductView; staff: readonly Staff[]; onClose: () => void };

/** The form of one product, new or there already. */
export function ProductDialog({ product, staff, onClose }: Props) {
  const formId = useId();
  const form = useProductForm(product, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.save();
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      dismissible={!form.busy}
      title={product ? words.editTitle(product.name) : words.addTitle}
      footer={
        <>
          <Button onClick={onClose} disabled={form.busy}>
            {uiWords.cancel}
          </Button>
          <Button look="primary" type="submit" form={formId} busy={form.busy}>
            {form.isNew ? productWords.add : words.save}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-4 pt-2">
        {form.theirs && (
          <Theirs theirs={form.theirs} busy={form.busy} onMine={form.saveMine} onTheirs={form.takeTheirs} />
        )}
        <Fields typed={form.typed} errors={form.errors} put={form.put} staff={staff} />
        <PictureField
          product={form.current}
          choice={form.picture}
          onChoose={form.choosePicture}
          problem={form.pictureProblem}
          sending={form.sending}
          disabled={form.busy}
        />
        {form.errors.form && (
          <p role="alert" className="font-medium text-14 text-laterite-ink">
            {form.errors.form}
          </p>
        )}
      </form>
    </Modal>
  );
}

type FieldsProps = {
  typed: Typed;
  errors: FieldErrors;
  put: <Field extends keyof Typed>(field: Field, value: Typed[Field]) => void;
  staff: readonly Staff[];
};

function Fields({ typed, errors, put, staff }: FieldsProps) {
  return (
    <>
      <Text
        {...{ typed, errors, put }}
        field="name"
        label={words.name}
        hint={words.nameHint}
        maxLength={120}
      />
      <Text
        {...{ typed, errors, put }}
        field="aliases"
        label={words.aliases}
        hint={words.aliasesHint}
        maxLength={1_700}
        optional
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Text
          {...{ typed, errors, put }}
          field="price"
          label={words.price}
          hint={sayPrice(typed.price) ?? words.priceHint}
          before="₦"
          maxLength={24}
        />
        <Text
          {...{ typed, errors, put }}
          field="floor"
          label={words.floor}
          hint={sayPrice(typed.floor) ?? words.floorHint}
          before="₦"
          maxLength={24}
          optional
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Text
          {...{ typed, errors, put }}
          field="stock"
          label={words.stock}
          hint={words.stockHint}
          inputMode="numeric"
          maxLength={9}
          optional
        />
        <SelectField
          name="vendorId"
          label={words.vendor}
          hint={words.vendorHint}
          error={errors.vendorId}
          value={typed.vendorId}
          onChange={(event) => put("vendorId", event.target.value)}
          placeholder={productWords.anybody}
          options={staff
            .filter(({ vendor_id, status }) => status === "active" || vendor_id === typed.vendorId)
            .map(({ vendor_id, name }) => ({ value: vendor_id, label: name }))}
        />
      </div>
      <Switch
        label={words.active}
        hint={words.activeHint}
        checked={typed.active}
        onChange={(event) => put("active", event.target.checked)}
      />
    </>
  );
}

type TextProps = Omit<FieldsProps, "staff"> & {
  field: Exclude<keyof Typed, "active" | "vendorId">;
  label: string;
  hint: string;
  maxLength: number;
  optional?: boolean;
  before?: string;
  inputMode?: "numeric";
};

function Text({ typed, errors, put, field, ...rest }: TextProps) {
  return (
    <TextField
      name={field}
      autoComplete="off"
      value={typed[field]}
      onChange={(event) => put(field, event.target.value)}
      error={errors[field]}
      {...rest}
    />
  );
}
