// What the officer's forms do with script: lists that narrow, the position sent along, the time a visit has lasted.
import { startElapsed } from "./officer/elapsed.js";
import { startFilters } from "./officer/filters.js";
import { startPosition } from "./officer/position.js";

startFilters();
startElapsed();
startPosition(false);
