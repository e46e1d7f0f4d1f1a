# Scanning, and the ways around it.

officer-scan-title = Scan
officer-scan-camera = Camera
officer-scan-starting = Opening the camera
officer-scan-looking = Point at the firm's supervision code or the QR code on its licence
officer-scan-found = Read, now checking
officer-scan-camera-refused = The camera is not allowed. Allow it in the browser's site settings, or use one of the ways below.
officer-scan-camera-busy = Another app uses the camera. Close it and try again, or use one of the ways below.
officer-scan-camera-missing = No camera was found. Use one of the ways below.
officer-scan-camera-unable = This browser cannot scan. Use one of the ways below or another browser.
officer-scan-camera-again = Open the camera again
officer-scan-no-script = Scripts are off in this browser, so the camera cannot scan. Send a photo or find the firm.
officer-scan-no-certificate = Your account has no certificate, so it cannot record inspections. Sign in as an officer.
officer-scan-light = Light
officer-scan-again = Scan again
officer-scan-brought-title = Go on
officer-scan-brought = Your phone's camera has read a code. Check it to see which firm it is.
officer-scan-brought-send = Check and go on
officer-scan-others = When scanning does not work

officer-scan-picture = Use a photo
officer-scan-picture-note = Choose a photo that shows the code
officer-scan-picture-send = Send and read
officer-scan-picture-missing = No photo was chosen. Choose one that shows the code.

officer-scan-search = Find a firm
officer-scan-search-note = By name or credit code, with the reason for not scanning
officer-scan-not-searched = Not searched yet. Please correct this first:
officer-scan-words = Firm's name or credit code
officer-scan-words-hint = Part of the name, or the 18-character code
officer-scan-words-missing = Write part of the name or the 18-character code.
officer-scan-words-short = Write at least 2 characters.
officer-scan-choose =
    { $number ->
        [one] { $number } firm found, choose it
       *[other] { $number } firms found, choose one
    }
officer-scan-none = “{ $words }” was not found
officer-scan-none-next = Check the name on the licence, write fewer characters, or use the 18-character credit code.
officer-scan-tail = Code ends in { $tail }

officer-scan-typed-title = Type or paste a code
officer-scan-typed-note = A code somebody sent you, or the 18-character credit code
officer-scan-typed = Content of the code
officer-scan-typed-hint = Paste the whole text, or type the 18-character credit code
officer-scan-typed-send = Check
officer-scan-text-missing = Nothing was read. Try again.
officer-scan-typed-missing = Paste the content of a code, or type the 18-character credit code.
officer-scan-typed-wrong = This credit code is not right; check it character by character.

officer-scan-reason = Why was nothing scanned
officer-scan-reason-missing = Choose why nothing was scanned.
officer-scan-reason-more = More
officer-scan-reason-more-hint = Needed when you choose “Other”
officer-scan-reason-more-missing = Write why nothing was scanned.
no-scan-reason-not-shown = The firm showed neither code nor licence
no-scan-reason-unreadable = The code is damaged
no-scan-reason-nobody-there = Nobody of the firm was there
no-scan-reason-outage = Network or system was down; recording now
no-scan-reason-other = Other

officer-position-asking = Finding the position
officer-position-known = The position goes along, accurate to about § m
officer-position-unknown = No position; that is no obstacle
officer-position-denied = No position; that is no obstacle
officer-position-send = Send the position

officer-narrow-none = Nothing fits. Try other words.

error-invalid-value-picture-empty = This file is empty. Choose another photo.
error-invalid-value-picture-too-many-bytes = The photo is larger than 10 MB. Choose a smaller one or cut out the code.
error-invalid-value-picture-no-picture = This is no photo. Choose a JPG, PNG or WebP photo.
error-invalid-value-picture-too-many-pixels = The photo has too many pixels. Cut out the code and try again.
error-invalid-value-picture-damaged = The photo is damaged and cannot be opened. Take it again.
error-invalid-value-picture-no-code = There is no code in the photo. Take the whole code, sharp and without glare.
error-invalid-value-picture-several = There is more than one code in the photo. Take only the firm's.
