// What photos and documents do with script: pictures made smaller before they are sent, signatures drawn on the screen.
import { startPhotos } from "./papers/photos.js";
import { startSigning } from "./papers/signing.js";

startPhotos();
startSigning();
