/** Where shoppers answer, in the order merchants read it. */
export const surfaces = ['thank-you', 'order-status', 'theme', 'cart', 'prompt', 'account', 'link', 'email'] as const;
