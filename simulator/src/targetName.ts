/** The simulated board as a target: what the user sees of it, and what a trace says of where its run was. */
export const SIMULATED_ESP32 = 'Simulated ESP32';
