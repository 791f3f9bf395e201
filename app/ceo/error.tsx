"use client";

import { PageError } from "@/components/live/page-error";

export default PageError;
