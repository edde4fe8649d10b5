/** What outlives a reload, in this tab only: the conversation, and the answer to the words on personal data. */
export interface Remembered {
  token: string;
  conversationId: string;
  userId: string;
  path: string;
  given: boolean;
}

const name = (key: string) => `crm.chat.${key}`;

/** A frame in a browser that forbids storage still chats; it only forgets. */
export function recall(key: string, storage: Storage | undefined = storageOf()): Remembered | null {
  try {
    const text = storage?.getItem(name(key));
    const value = text ? (JSON.parse(text) as Partial<Remembered>) : null;
    return value?.token && value.conversationId && value.userId && value.path ? { ...(value as Remembered), given: value.given === true } : null;
  } catch {
    return null;
  }
}

export function remember(key: string, value: Remembered | null, storage: Storage | undefined = storageOf()): void {
  try {
    if (value) storage?.setItem(name(key), JSON.stringify(value));
    else storage?.removeItem(name(key));
  } catch {
    // Nothing is lost but the way back after a reload.
  }
}

function storageOf(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}
