import { describe, expect, it } from "vitest";
import { type Detail, findDetails, phoneIn } from "@/lib/conversation/rules/find-details";

const all = new Set<Detail>(["name", "address", "phone"]);
const found = (text: string, wanted: ReadonlySet<Detail> = all) => {
  const { refused: _, ...facts } = findDetails(text, wanted);
  return facts;
};

describe("facts about a person in one text", () => {
  it.each([
    ["Chinedu, 123 Lagos St, Ikeja", { name: "Chinedu", address: "123 Lagos St, Ikeja" }],
    ["Chinedu 123 Lagos St Ikeja", { name: "Chinedu", address: "123 Lagos St Ikeja" }],
    ["Amina Bello\n12 Allen Avenue\nIkeja", { name: "Amina Bello", address: "12 Allen Avenue, Ikeja" }],
    ["123 Lagos St, Ikeja", { address: "123 Lagos St, Ikeja" }],
    ["Chinedu", { name: "Chinedu" }],
    ["My name na Chinedu Okafor, number na 08031234567", { name: "Chinedu Okafor", phone: "+2348031234567" }],
    [
      "name: Ngozi Eze\naddress: 3 Awolowo Road\nIkoyi",
      { name: "Ngozi Eze", address: "3 Awolowo Road, Ikoyi" },
    ],
    [
      "I am Sunday and I live at 14 Ogunlana Drive, Surulere",
      { name: "Sunday", address: "14 Ogunlana Drive, Surulere" },
    ],
    [
      "Tolu Adebayo 0803 123 4567 House 5, Unity Estate",
      { name: "Tolu Adebayo", address: "House 5, Unity Estate", phone: "+2348031234567" },
    ],
    ["0803-123-4567", { phone: "+2348031234567" }],
    ["I want it", {}],
    ["???", {}],
  ])("%j", (text, facts) => expect(found(text)).toEqual(facts));

  it("fills only what is wanted with a bare text, but takes what is labelled", () => {
    expect(found("Chinedu", new Set(["address"]))).toEqual({});
    expect(found("12 Allen Avenue, Ikeja", new Set(["name"]))).toEqual({});
    expect(found("my name is Chidi", new Set())).toEqual({ name: "Chidi" });
  });

  it("refuses markup and links as a whole", () => {
    expect(findDetails("<img src=x>, 12 Allen", all)).toEqual({ refused: true });
    expect(findDetails("http://evil.example", all)).toEqual({ refused: true });
  });

  it("does not take an account number for a phone, nor keep it in an address", () => {
    expect(phoneIn("0123456789")).toBeNull();
    expect(found("Chinedu, 123 Lagos St, pay 0123456789 GTB").address).toBe("123 Lagos St, pay GTB");
  });
});
