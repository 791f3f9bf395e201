import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/** What a query gives, or the page that says that there is nothing here (or nothing that is yours). */
export async function orMissing<Data>(read: Promise<Data>): Promise<Data> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
