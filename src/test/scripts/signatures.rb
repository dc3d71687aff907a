# Verifies the notifications in a folder as Cloudinary's Ruby SDK documents it, and Standard Webhooks.
require 'base64'
require 'digest'
require 'json'
require 'openssl'

folder = ARGV[0]
told = JSON.parse(File.read(File.join(folder, 'cases.json'), encoding: 'UTF-8'))
standard_key = Base64.strict_decode64(told['standardSecret'].delete_prefix('whsec_'))

checks = {
  'ruby-formula' => lambda do |one, body|
    digest = one['algorithm'] == 'sha256' ? Digest::SHA256 : Digest::SHA1
    digest.hexdigest(body + (one['timestamp'] + told['secret']).b) == one['signature']
  end,
  'ruby-standard' => lambda do |one, body|
    mac = OpenSSL::HMAC.digest('SHA256', standard_key, "#{one['id']}.#{one['timestamp']}.".b + body)
    one['standard'].split(' ').include?("v1,#{Base64.strict_encode64(mac)}")
  end
}

checks.each do |who, check|
  verified = flipped = 0
  told['cases'].each do |one|
    body = File.binread(File.join(folder, one['file']))
    verified += 1 if check.call(one, body)
    middle = body.bytesize / 2
    body.setbyte(middle, body.getbyte(middle) ^ 1)
    flipped += 1 if check.call(one, body)
  end
  puts "#{who} #{verified} #{flipped}"
end
