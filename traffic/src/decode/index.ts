/** Decoders of recorded traffic. */
export { decodeConversation } from './decodeConversation';
export { sniffProtocol, type Heads } from './sniff';
export { conversationTitle, type TitleFacts } from './title';
