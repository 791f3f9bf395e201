import type { Copy } from "./keys";
import { offersEn } from "./offers-en";

export const en: Copy = {
  ...offersEn,
  greeting_new: {
    professional: "Hello, and welcome to {business}. Tell me which item you would like, or ask for a price.",
    friendly: "Hello 👋 Welcome to {business}! Which item do you like? You can ask me any price.",
    casual: "Hey 👋 You're chatting with {business}. What are you after?",
  },
  greeting_known: {
    professional: "Hello {name}, welcome back to {business}. How can I help you today?",
    friendly: "Hello {name} 👋 Good to see you again at {business}! What can I do for you?",
    casual: "Hey {name} 👋 What can I get you?",
  },
  greeting_case:
    "Hello, this is {business}. Tell us in your own words what you need, or send us your documents here.",
  question_welcome: "Yes, please ask. I am listening.",
  hours_open: "Yes, we are open now ({hours}).",
  hours_always: "Yes, we are open. You can order here at any time.",
  hours_closed: {
    professional: "We are closed at present. Our hours: {hours}. You may still order here now.",
    friendly: "We are closed just now 🌙 Our hours: {hours}. You can still order here!",
    casual: "We're closed right now. Hours: {hours}. You can still order here though.",
  },
  out_of_hours_person: "Our people are here {hours} and will answer you then.",
  help: "I can help you with this:",
  help_goods: "• ask a price: “how much is …”\n• order: “I want …”",
  help_paying: "• “account” for the payment details of your order\n• send the picture of your transfer",
  help_orders: "• “status” for your order, “cancel” to cancel it",
  help_cancel: "• “cancel” to cancel your order",
  help_address: "• “update address to …”",
  help_person: "• “person” to talk to {business}\n• “stop” to get no more messages",
  help_case:
    "Write to {business} here, send your documents as pictures or PDF, or say “person” to talk to somebody.",
  thanks: {
    professional: "You are welcome. Thank you for choosing {business}.",
    friendly: "You're welcome! 😊 Thank you for choosing {business}.",
    casual: "Anytime! 😊",
  },
  goodbye: {
    professional: "Goodbye, and thank you for writing to {business}.",
    friendly: "Bye for now! 👋 Write whenever you need us.",
    casual: "Bye! 👋",
  },
  received: "Good to hear that it has come! Enjoy it. If anything is not right, say “person”.",
  why_code:
    "The code makes sure that it is really you, so that nobody can order or change an address in your name. It costs nothing.",
  bot_answer:
    "I am the automatic assistant of {business}, not a person. I have told {business}, and a person will answer you here.",
  trust:
    "You are right to ask. {business} gives every order a reference, checks every payment and sends a confirmation that you can verify with its link. Say “person” if you want to talk to somebody.",
  payment_transfer: "You pay by bank transfer, to this account:",
  payment_method: "You pay by bank transfer. I send the payment details as soon as your order is placed.",
  fallback: {
    professional:
      "I am sorry, I did not understand that. I have asked a colleague to read it and answer you here.",
    friendly: "Sorry, I didn't get that. I've asked a person to read it and answer you here.",
    casual: "Sorry, didn't get that. A person will take a look and answer you here.",
  },
  fallback_again:
    "I did not get that one either; the person who answers you here will read it. Say “help” to see what I can do.",
  unsupported_audio: "I can't listen to voice notes. Please type it, or send a photo.",
  unsupported_location: "I can't read a location pin. Please type the address: number, street and area.",
  unsupported_sticker: "Nice one! I can only read text and pictures though, so please type what you need.",
  unsupported_video: "I can't watch videos. Please type it, or send a photo.",
  unsupported_edit: "You changed a message, and I go by the first one. Please write what you want again.",
  unsupported_other: "I can only read text, pictures and PDF. Please type what you need.",

  part_unknown: "I could not find “{item}” on our list, so it is not included.",
  price_told: {
    professional: "{product} is {price}.",
    friendly: "{product} is {price} 😊",
    casual: "{product} is {price}.",
  },
  price_for_quantity: "{product} is {price} each, so {quantity} come to {total}.",
  in_stock: "Yes, {product} is available, at {price}.",
  few_left: "Yes, {product} is available at {price}. Only {count} left.",
  out_of_stock: "Sorry, {product} is out of stock just now.",
  not_so_many: "Sorry, we have only {count} of {product} left. Shall it be {count}?",
  ask_person_about_item: "Let me ask. A person will tell you here.",
  offer_order: "Shall I order it for you?",
  which_product: "Which one do you mean?\n{list}",
  which_item: "Which item would you like?",
  catalogue_list: "This is what we have:\n{list}",
  catalogue_more: "… and {count} more. Tell me what you are looking for.",
  catalogue_empty: "Our list is empty just now. A person will answer you here.",
  closest_products: "I could not find exactly that. The closest we have:\n{list}",
  product_unknown:
    "I could not find that item. I have asked a person to look; you can also say “list” to see what we have.",
  item_removed: "{product} is off your order.",
  nothing_else_to_order: "There is nothing left on your order. Tell me when you want something.",
  order_declined: "No problem. Tell me if you want anything else.",
  large_quantity: "That is a large order. A person will help you with it here.",
  delivery_told: "Delivery is {fee}. Order now and it should reach you by {day}.",
  delivery_free: "Delivery is free. Order now and it should reach you by {day}.",

  consent:
    "{business} keeps these details for your orders only. Say “stop” at any time, or “delete my data”.",
  ask_details_order: {
    professional: "To order, please verify that it is you: send me {details}.",
    friendly: "To order, let's quickly verify it's you. Please send me {details}.",
    casual: "To order, send me {details} so I can verify it's you.",
  },
  ask_details_register: {
    professional: "To register you, please send me {details}.",
    friendly: "Let's get you registered! Please send me {details}.",
    casual: "To get you set up, send me {details}.",
  },
  ask_details_again: "I did not get that. Please send me {details}.",
  ask_details_yes: "Good! To go on, please send me {details}.",
  ask_phone_again:
    "I did not get that as a phone number. Please send all of its digits, for example 0803 123 4567.",
  ask_details_example: "For example: Amina Bello, 12 Allen Avenue, Ikeja",
  ask_details_more: "Thank you, {name}. Now please send me {details}.",
  ask_details_resume: "When you are ready to go on, send me {details}.",
  detail_name: "your name",
  detail_address: "your delivery address",
  detail_phone: "a phone number for SMS",
  detail_join: " and ",
  ask_name: "Thank you. And what is your name?",
  ask_address: "Thank you, {name}. Where should we deliver? Please send the address.",
  ask_phone: "Thank you, {name}. Which phone number may we text if this chat fails?",
  refused_details: "Please use plain letters and numbers only, without links or signs such as < and >.",
  details_corrected: "Thank you, I have corrected that.",
  already_registered: "You are already registered, {name}. Tell me what you would like.",
  registration_cancelled:
    "All right, I have stopped that. Nothing was ordered. Write whenever you want to go on.",
  too_many_tries: "Let me get a person to help you. They will answer you here.",

  code_sent_register: "Thank you, {name}. This is your code:",
  code_sent_order: "Thank you, {name}. To order {items} for {total}, this is your code:",
  code_sent_order_delivery: "Thank you, {name}. To order {items}, with delivery {total}, this is your code:",
  code_sent_change: "{name}, to make this change, this is your code:",
  code_line: "{code}",
  code_howto: "Type it here within 5 minutes, exactly as it is. Never give it to anybody else.",
  code_wrong:
    "That code is not right. Please look again: small and capital letters count. You have {tries} tries left.",
  code_wrong_last: "That code is not right. Please look carefully: you have one try left.",
  code_wrong_again: "That code is not right. Please look again and type it exactly.",
  code_expired: "That code is no longer valid. Here is a new one:",
  code_locked:
    "That was too many wrong codes, so the code is switched off to keep you safe. I have told a person; you can also say “resend” in a while.",
  code_misshapen:
    "A code has 8 characters without spaces: small and capital letters, a number and a sign. Please type it exactly as I sent it, or say “resend”.",
  code_wait: "I cannot send another code just yet. Please say “resend” in {seconds} seconds.",
  code_none: "There is no code waiting for you just now. Tell me what you would like to do.",
  code_resent: "Here is a new code; the old one no longer works:",
  ask_code_again: "Please type the code that I sent you, or say “resend”.",
  verified: "Thank you, {name}, you are verified ✅",
  verified_next: "Tell me what you would like to order.",

  order_so_far: "Your order is now {items}, {total} in all.",
  order_placed: "Your order: {items}, delivery {fee}.\nPlease transfer to:",
  order_placed_no_fee: "Your order: {items}.\nPlease transfer to:",
  bank_line: "{bank} | {account} | {holder} | {amount} | {ref}",
  bank_howto: "Write {ref} as the narration. When you have paid, send me the picture of the transfer here.",
  bank_missing:
    "Your order {ref} is in. A person will send you the payment details here; please pay nothing before that.",
  account_after_order:
    "I send the payment details as soon as your order is placed. Which item would you like?",

  receipt_ack: {
    professional:
      "Thank you, I have your picture for order {ref}. {business} is checking that the money has come in; I will tell you here.",
    friendly:
      "Thank you! 🙏 I have your picture for {ref}. {business} is checking that the money has come in; I'll tell you here.",
    casual: "Got your picture for {ref} 👍 {business} is checking for the money. I'll tell you here.",
  },
  receipt_ack_again:
    "Thank you, I have your new picture for order {ref}. It takes the place of the earlier one.",
  receipt_which_order: "Thank you for the picture. Which order is it for?\n{list}",
  receipt_no_order:
    "Thank you for the picture. No order of yours is waiting for a payment just now. Which item would you like?",
  receipt_already_approved:
    "The payment for order {ref} is already confirmed, so no other picture is needed.",
  receipt_finish_details:
    "Thank you for the picture. Please do not pay before I have sent you the payment details.",
  pay_after_details: "Please do not pay before I have sent you the payment details.",
  receipt_caption_question: "If your picture shows a payment, send it again without a question.",
  receipt_unreadable: "I could not open the picture for order {ref}. Please send it again.",
  receipt_unreadable_type:
    "I cannot read this kind of file for order {ref}. Please send a screenshot (JPEG or PNG) or a PDF.",
  receipt_unreadable_size:
    "That file for order {ref} is too large. Please send a screenshot of the transfer.",
  receipt_same_image:
    "We already have this same picture for {ref}. If you have made another transfer, please send the picture of that one. A person is looking at it.",
  upload_link:
    "Send the picture of the transfer for {ref} here, or upload it with this link. It works for 15 minutes:",
  upload_link_line: "{link}",
  send_picture:
    "Thank you. Please send me the picture of the transfer of {amount} for order {ref}, so that it can be checked.",
  proof_being_checked:
    "I have your picture for order {ref}. It is being checked; I will tell you here as soon as the money is seen.",
  no_order_to_pay: "No order of yours is waiting for a payment just now. Which item would you like?",
  payment_pending:
    "Thank you for telling me. A transfer can take some minutes. When it shows successful, send me its picture for order {ref}. Please do not pay twice.",
  payment_debited:
    "I am sorry about that. Banks mostly return such money within 24 hours. Please do not pay again; send me a picture of the debit. A person is looking at it.",
  pay_later:
    "No problem. Send me the picture of the transfer for order {ref} when you have paid; the goods wait until then.",
  third_party:
    "That is fine. Please write the name of the person who pays, and send the picture of the transfer. A person will look at it.",
  document_received: "Thank you, {business} has your document.",
  case_received: "Thank you. {business} will read this and answer you here.",

  payment_approved: {
    professional: "{business} has received your payment for order {ref}. Thank you.",
    friendly: "Good news! 🎉 {business} has received your payment for {ref}.",
    casual: "Your payment for {ref} is in ✅",
  },
  confirm_address: "Confirm address: {address}? (Yes, or send the new one)",
  ask_delivery_address: "Where should we deliver? Please send the address.",
  payment_rejected: "We could not match a payment to order {ref} yet.",
  rejection_reason: "The note says: “{reason}”.",
  payment_rejected_next: "Please check with your bank and send the picture of the transfer, or say “person”.",
  order_confirmed: "Order {ref} is confirmed ✅ This is your confirmation:",
  confirmation_link: "{link}",
  delivery_day: "It should reach you by {day}.",
  order_shipped: "Order {ref} is on its way to you 🚚",
  shipped_with: "Carried by {carrier}.",
  shipped_tracking: "Tracking: {tracking}",
  order_delivered: "Order {ref} is delivered. Thank you for buying from {business}!",
  ask_delivered: {
    professional: "Did it reach you, and is everything as it should be?",
    friendly: "Did it reach you, and is everything right?",
    casual: "Did it reach you? All good?",
  },
  delivery_thanks: {
    professional: "Thank you for letting us know. {business} looks forward to serving you again.",
    friendly: "Good to hear that it has come! Enjoy it 😊 {business} says thank you.",
    casual: "Great, enjoy it! 😊",
  },
  dispute_opened:
    "I am sorry about that. I have marked order {ref}, and {business} has been told. A person will answer you here.",
  dispute_ask:
    "Please tell me what is wrong: did it not come, is it the wrong item or size, or is it damaged?",
  dispute_noted: "Thank you, I have written that down. {business} sees it and will answer you here.",
  dispute_settled:
    "{business} has marked the matter with order {ref} as settled. Thank you for your patience. If it is not so, say “person”.",
  invoice_ready: "This is the invoice for order {ref}:",
  paper_confirmation: "Confirmation of order {ref}, {business}",
  paper_invoice: "Invoice for order {ref}, {business}",
  order_cancelled_by_shop: "Order {ref} has been cancelled.",
  order_lapsed:
    "No payment came for order {ref}, so it is closed. Please do not pay for it any more. If you have paid, say “person”; if you still want it, just tell me again.",
  reminder:
    "A reminder: order {ref} is waiting for your transfer of {amount}. When you have paid, send the picture here. If you no longer want it, say “cancel”.",
  address_changed: "Done. Order {ref} goes to: {address}",
  address_saved: "Thank you. Your delivery address is now: {address}",
  address_too_late: "Order {ref} is already on its way. I have asked a person to help with the address.",
  address_refused: "I could not read that as an address. Please send number, street and area.",
  ask_new_address: "Please send the new address: number, street and area.",
  which_order: "Which order do you mean?\n{list}",
  phone_saved: "Thank you, I have noted your phone number.",
  nothing_to_confirm: "There is nothing to confirm just now.",

  order_list: "Your orders:\n{list}",
  no_orders: "You have no orders yet. Which item would you like?",
  order_not_placed: "Your order is not placed yet.",
  order_unknown: "I cannot find an order {ref} of yours. Please check the reference.",
  status_NEGOTIATING: "Order {ref}: the price is being agreed. A person will answer you here.",
  status_AWAITING_PAYMENT:
    "Order {ref}: waiting for your transfer of {amount}. When you have paid, send the picture here.",
  status_RECEIPT_UPLOADED: "Order {ref}: I have your picture, and the payment is being checked.",
  status_ESCALATED: "Order {ref}: I have your picture. The owner is checking the payment.",
  status_APPROVED:
    "Order {ref}: your payment is confirmed. Please confirm your address so that we can send it.",
  status_REJECTED:
    "Order {ref}: we could not match a payment yet. Please send the picture of the transfer again, or say “person”.",
  status_CONFIRMED: "Order {ref}: confirmed, and being prepared for delivery.",
  status_SHIPPED: "Order {ref}: on its way to you.",
  status_DELIVERED: "Order {ref}: delivered.",
  status_CANCELLED: "Order {ref}: cancelled.",
  status_DISPUTED: "Order {ref}: a person is looking into it.",
  short_NEGOTIATING: "price being agreed",
  short_AWAITING_PAYMENT: "waiting for your transfer",
  short_RECEIPT_UPLOADED: "payment being checked",
  short_ESCALATED: "payment being checked by the owner",
  short_APPROVED: "paid, confirm your address",
  short_REJECTED: "no payment matched yet",
  short_CONFIRMED: "confirmed",
  short_SHIPPED: "on its way",
  short_DELIVERED: "delivered",
  short_CANCELLED: "cancelled",
  short_DISPUTED: "being looked into",
  rush: "I understand that it is urgent. The goods go out as soon as the money is seen in the account; I have told a person.",
  status_person: "I have asked a person about your order. They will answer you here.",

  cancelled: "Order {ref} is cancelled. Please do not pay for it any more.",
  cancelled_reason: "Order {ref} is cancelled (“{reason}”). Please do not pay for it any more.",
  cancel_which: "Which order shall I cancel?\n{list}",
  cancel_person:
    "Order {ref} has a payment with it, so a person will help you to cancel it. They will answer you here.",
  cancel_too_late: "Order {ref} can no longer be cancelled here. I have asked a person to help you.",
  cancel_nothing: "There is nothing to cancel just now.",

  negotiation: "I have passed that on. {business} will answer you here about the price.",
  negotiation_offer: "I have passed your {amount} on. {business} will answer you here.",
  pay_on_delivery:
    "We send goods after the transfer is seen. I have asked {business} whether another way is possible; they will answer you here.",
  part_payment:
    "I have asked {business} about paying in parts; they will answer you here. Until then, please pay nothing but the full amount.",
  person_called: "I have told {business}. A person will answer you here.",
  complaint: "I am sorry about that. I have told {business}, and a person will answer you here.",
  refund:
    "I am sorry about that. Money matters are decided by a person: {business} has your message and will answer you here.",
  return_exchange:
    "I have told {business} that you want to change or return it. A person will answer you here.",
  privacy_access:
    "You may know what is kept about you. {business} has your request and will answer you here.",
  privacy_erase: "You may have your data deleted. {business} has your request and will answer you here.",
  vendor_says: "{business} says: {text}",
  document_none:
    "There is no confirmation to send yet. It comes when your payment and address are confirmed.",
  opted_out: "You will get no more messages from {business}. Say “start” if you want them again.",
  opted_in: "Welcome back! You will get messages from {business} again. What would you like?",

  button_order: "Yes, order it",
  button_not_now: "Not now",
  button_yes: "Yes",
  button_change_address: "Change address",
  button_came: "Yes, it came",
  button_wrong: "Something is wrong",
  button_new_code: "Send a new code",
  button_person: "Talk to a person",
  button_see_items: "See the list",
};
