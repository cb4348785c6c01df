// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Signatures} from "../../contracts/Signatures.sol";
import {Signing} from "./Signing.sol";

// eip712Domain
// └── it says what signatures are bound to: name, version, chain and the registry, and nothing else
contract SignaturesDomainTest is Signing {
    function testFuzz_saysWhatSignaturesAreBoundTo(uint64 chainId) external {
        vm.chainId(chainId);
        (
            bytes1 fields,
            string memory domainName,
            string memory version,
            uint256 chain,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        ) = Signatures(registry.signatures()).eip712Domain();
        vm.assertEq(abi.encode(fields, domainName, version), abi.encode(bytes1(0x0f), "Fiducial", "1"));
        vm.assertEq(chain, chainId);
        vm.assertEq(abi.encode(verifyingContract, salt, extensions.length), abi.encode(registry, bytes32(0), 0));
    }
}
