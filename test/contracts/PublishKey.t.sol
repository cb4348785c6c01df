// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {ICredentials} from "../../contracts/interfaces/ICredentials.sol";
import {RoomWorld} from "./RoomWorld.sol";

// publishKey
// └── whoever calls → the key is said to be the caller's, zero for none, and nothing is stored
contract PublishKeyTest is RoomWorld {
    function testFuzz_saysAnybodysKeyAndStoresNothing(address caller, bytes32 key) external {
        vm.expectEmit(address(registry));
        emit ICredentials.KeyPublished(caller, key);
        sendWithoutWriting(caller, abi.encodeCall(registry.publishKey, (key)));
    }

    function test_saysTheNextKeyAndThatThereIsNone() external {
        bytes32[3] memory keys = [keccak256("key"), keccak256("next key"), bytes32(0)];
        for (uint256 i = 0; i < keys.length; ++i) {
            vm.expectEmit(address(registry));
            emit ICredentials.KeyPublished(alice, keys[i]);
            send(alice, abi.encodeCall(registry.publishKey, (keys[i])));
        }
    }
}
