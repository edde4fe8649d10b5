/** Short names for the API's schemas; pages import from here only. */
import type { components } from './api-types.ts';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type Session = Schemas['Session'];
export type SessionUser = Schemas['SessionUser'];
export type Role = SessionUser['role'];
export type Callback = Schemas['Callback'];
export type CallbackDetail = Schemas['CallbackDetail'];
export type Attempt = Schemas['Attempt'];
export type AttemptResult = Schemas['AttemptResult'];
export type ChatKey = Schemas['ChatKey'];
export type CallbackSummary = Schemas['CallbackSummary'];
export type Customer = Schemas['Customer'];
export type CustomerListItem = Schemas['CustomerListItem'];
export type Consent = Schemas['Consent'];
export type TimelineItem = Schemas['TimelineItem'];
export type Conversation = Schemas['Conversation'];
export type Message = Schemas['Message'];
export type ServiceSession = Schemas['ServiceSession'];
export type { AgentBoard, CannedReply, ChatItem, Duty, HandOver } from './chat-types.ts';
export type ReplyWindow = Schemas['ReplyWindow'];
export type UploadedFile = Schemas['UploadedFile'];
export type ServiceAccount = Schemas['ServiceAccount'];
export type ServiceAccountList = Schemas['ServiceAccountList'];
export type ServiceMember = Schemas['ServiceMember'];
export type ServiceLink = Schemas['ServiceLink'];
export type SurveyReport = Schemas['SurveyReport'];
export type Lead = Schemas['Lead'];
export type RoutingDecision = Schemas['RoutingDecision'];
export type Offer = Schemas['Offer'];
export type OfferCard = Schemas['OfferCard'];
export type Complaint = Schemas['Complaint'];
export type Inquiry = Schemas['Inquiry'];
export type Conservation = Schemas['Conservation'];
export type Alert = Schemas['Alert'];
export type Plugin = Schemas['Plugin'];
export type ChannelAccount = Schemas['ChannelAccount'];
export type Delivery = Schemas['Delivery'];
export type CrmEvent = Schemas['CrmEvent'];

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** In the order of the number keys 1 to 6. */
export const attemptResults: readonly AttemptResult[] = ['connected', 'no-answer', 'busy', 'voicemail', 'wrong-number', 'refused'];

export const leadFacts = ['appointment', 'visited', 'test-driven', 'quoted', 'ordered', 'delivered', 'lost'] as const;
export type LeadFact = (typeof leadFacts)[number];

export const leadStages = [
  'captured', 'qualified', 'offered', 'accepted', 'contacted', 'appointment', 'visited', 'test-driven', 'quoted', 'ordered', 'delivered',
  'lost', 'invalid', 'duplicate', 'returned', 'withdrawn',
] as const;

export const lostReasons = [
  'bought_other_brand', 'bought_other_dealer_same_brand', 'bought_used', 'price', 'finance_refused', 'no_stock_or_wait', 'no_licence_plate',
  'postponed', 'no_contact_after_max_attempts', 'not_interested', 'wrong_number', 'out_of_area', 'test_or_spam', 'consent_withdrawn', 'other',
] as const;

/** In the order a complaint runs through them. */
export const complaintStates = [
  'new', 'acknowledged', 'triaged', 'investigating', 'waiting-customer', 'waiting-dealer', 'proposed', 'accepted', 'rejected-by-customer',
  'resolved', 'closed', 'reopened',
] as const;

export type * from './link-types.ts';
