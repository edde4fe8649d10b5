/** Codes to scan, as `/api/v1/contact-ways` gives and takes them. */
export interface Shift {
  days: string[];
  from: string;
  to: string;
  members: string[];
}

export interface ShiftPlan {
  members: string[];
  shifts: Shift[];
  backup: string[];
  dailyCap: number;
}

export const welcomePeriods = ['any', 'in-hours', 'out-of-hours'] as const;
export type WelcomePeriod = (typeof welcomePeriods)[number];

export interface WelcomeAttachment {
  kind: string;
  mediaId?: string | null;
  title?: string | null;
  description?: string | null;
  url?: string | null;
  pictureUrl?: string | null;
  appId?: string | null;
}

export interface WelcomeText {
  locale: string;
  period: WelcomePeriod;
  text: string;
  attachments?: WelcomeAttachment[] | null;
}

export interface ContactWay {
  id: string;
  name: string;
  dealerId: string | null;
  dealerName: string | null;
  campaign: string;
  adviserGroup: string;
  channel: string;
  account: string;
  state: string;
  status: string;
  fault: string | null;
  createsLead: boolean;
  skipVerify: boolean;
  timeZone: string;
  plan: ShiftPlan;
  welcome: WelcomeText[];
  expiresAt: string | null;
  hasPicture: boolean;
  serving: string[];
  scansToday: number;
  scans: number;
  createdAt: string;
  version: number;
}

export interface ContactWayInput {
  name: string;
  dealerId?: string;
  campaign: string;
  adviserGroup: string;
  account?: string;
  createsLead: boolean;
  plan: ShiftPlan;
  welcome: WelcomeText[];
  expiresAt: string;
}

export interface WayAccount {
  channel: string;
  account: string;
  company: string;
  dealer: string | null;
}

export interface WayStatistics {
  scans: number;
  newCustomers: number;
  repeat: number;
  half: number;
  talked: number;
  leads: number;
  offersAccepted: number;
  contacted: number;
  testDrives: number;
  ordered: number;
  delivered: number;
  lostContacts: number;
  welcome: Record<string, number>;
}

export interface WayRow {
  id: string;
  customerId: string;
  customerName: string | null;
  leadId: string | null;
  member: string | null;
  welcome: string | null;
  at: string;
}

/** In the order of the way from the scan to the car. */
export const funnel = [
  ['scans', 'scans'], ['newCustomers', 'new-customers'], ['talked', 'talked'], ['leads', 'leads'], ['offersAccepted', 'offers-accepted'],
  ['contacted', 'contacted'], ['testDrives', 'test-drives'], ['ordered', 'ordered'], ['delivered', 'delivered'],
] as const;

export const besides = [['repeat', 'repeat'], ['half', 'half'], ['lostContacts', 'lost-contacts']] as const;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const qrAddress = (way: ContactWay, kind: 'png' | 'svg', size: number): string =>
  `/api/v1/contact-ways/${way.id}/qr.${kind}?size=${size}`;

/** The text as the customer will read it; what is unknown yet stays visible. */
export function preview(text: string, values: { dealer: string; campaign: string; group: string }): string {
  return text.replace(/\{(dealer|campaign|group)\}/g, (_, name: keyof typeof values) => values[name]);
}
