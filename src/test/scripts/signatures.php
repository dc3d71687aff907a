<?php
// Verifies the notifications in a folder as Cloudinary's PHP SDK documents it, and Standard Webhooks.
$folder = $argv[1];
$told = json_decode(file_get_contents("$folder/cases.json"), true);
$standardKey = base64_decode(substr($told['standardSecret'], strlen('whsec_')));

$checks = [
    'php-formula' => fn($one, $body) =>
        hash_equals(hash($one['algorithm'], $body . $one['timestamp'] . $told['secret']), $one['signature']),
    'php-standard' => function ($one, $body) use ($standardKey) {
        $signed = $one['id'] . '.' . $one['timestamp'] . '.' . $body;
        $mac = base64_encode(hash_hmac('sha256', $signed, $standardKey, true));
        return in_array("v1,$mac", explode(' ', $one['standard']), true);
    },
];

foreach ($checks as $who => $check) {
    $verified = $flipped = 0;
    foreach ($told['cases'] as $one) {
        $body = file_get_contents("$folder/{$one['file']}");
        $verified += $check($one, $body) ? 1 : 0;
        $middle = intdiv(strlen($body), 2);
        $body[$middle] = chr(ord($body[$middle]) ^ 1);
        $flipped += $check($one, $body) ? 1 : 0;
    }
    echo "$who $verified $flipped\n";
}
