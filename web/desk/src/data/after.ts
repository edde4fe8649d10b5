/**
 * Runs `then` once a change is saved, even if what asked for it has left the page: live events often take a card away
 * before the answer arrives, and a mutation's own callbacks are dropped with it. Errors stay with the mutation.
 */
export const after = <T>(change: Promise<T>, then: (answer: T) => void) => void change.then(then, () => undefined);
