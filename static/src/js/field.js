// The phone app: everything of a visit without network. The shell is empty; what it shows lies in the phone.
import { startApp } from "./field/app.js";

startApp(document.getElementById("field"));
