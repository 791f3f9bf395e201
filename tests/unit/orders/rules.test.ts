import { describe, expect, it } from "vitest";
import {
  mayChangeAddress,
  ORDER_MOVES,
  type OrderStatus,
  partyOf,
  RELEASED_STATUSES,
  refuseMove,
  sumOrder,
} from "@/lib/orders/rules";

const reach = (from: OrderStatus) => ORDER_MOVES.filter((move) => move.from === from).map((move) => move.to);

describe("the moves of an order", () => {
  it("name each pair once", () => {
    const pairs = ORDER_MOVES.map((move) => `${move.from}>${move.to}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it("let neither a buyer nor the bot release money", () => {
    for (const move of ORDER_MOVES.filter((one) => one.to === "APPROVED")) {
      expect(move.by).not.toContain("buyer");
      expect(move.by).not.toContain("system");
    }
    expect(refuseMove("vendor", "ESCALATED", "APPROVED")).toBe("not_yours");
    expect(refuseMove("ceo", "ESCALATED", "APPROVED")).toBeNull();
  });

  it("lead back from no released state but to a dispute", () => {
    for (const status of RELEASED_STATUSES) {
      for (const to of reach(status)) expect([...RELEASED_STATUSES, "DISPUTED"]).toContain(to);
    }
  });

  it("end in CANCELLED; a dispute leads back to a paid state alone, and by a person", () => {
    expect(reach("CANCELLED")).toEqual([]);
    expect(reach("DISPUTED")).toEqual(RELEASED_STATUSES);
    for (const to of RELEASED_STATUSES) {
      expect(refuseMove("buyer", "DISPUTED", to)).toBe("not_yours");
      expect(refuseMove("system", "DISPUTED", to)).toBe("not_yours");
    }
  });

  it("are refused to those who never move an order", () => {
    expect(partyOf("public")).toBeNull();
    expect(partyOf("operator")).toBeNull();
    expect(refuseMove(null, "AWAITING_PAYMENT", "CANCELLED")).toBe("not_yours");
    expect(refuseMove("ceo", "CANCELLED", "APPROVED")).toBe("no_such_move");
  });
});

describe("an order's sums", () => {
  it("are items less discount plus delivery", () => {
    const lines = [
      { quantity: 5, unitPriceKobo: 24_000_000 },
      { quantity: 1, unitPriceKobo: 1_250_000 },
    ];
    expect(sumOrder(lines, 150_000, 5_000_000)).toEqual({ itemsKobo: 121_250_000, totalKobo: 116_400_000 });
  });
});

describe("an address", () => {
  it("may change until the parcel has left", () => {
    expect(mayChangeAddress("CONFIRMED")).toBe(true);
    expect(mayChangeAddress("SHIPPED")).toBe(false);
    expect(mayChangeAddress("CANCELLED")).toBe(false);
  });
});
