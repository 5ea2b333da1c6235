/** What is done with recorded traffic beyond showing it; loaded when it is first needed. */
export const trafficTools = (): Promise<typeof import('../../../traffic/src')> => import('../../../traffic/src');
